/** The public names of the library, grouped by subject. A notebook imports from here and nowhere else. */

// Mathematics: matrices, random numbers, statistics
export { Matrix, type MatrixLike, type Rows } from "./math/matrix";
export { seeded, type Random } from "./math/random/seeded";
export { normal } from "./math/random/normal";
export { normals } from "./math/random/normals";
export { gaussianMean } from "./math/gaussian-mean";
export { toFloat16 } from "./math/float16";
export { singularValues } from "./math/singular-values";
export { normalCdf } from "./math/gaussian";
export { numpyRandom, type NumpyRandom } from "./math/random/numpy";
export { formatNumber } from "./math/format";
export { mean, quantile, rootMeanSquare, standardDeviation, variance } from "./math/statistics";

// Networks: what they are made of
export {
  activations,
  gelu,
  identity,
  leaky,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
  type Activation,
} from "./network/activations";
export { activation } from "./theory/activation";
export {
  constant,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  orthogonal,
  scaledNormal,
  scaledUniform,
  torchBiases,
  torchLinear,
  truncatedNormal,
  varianceScaling,
  xavierNormal,
  xavierUniform,
  zeros,
  type Initializer,
  type VarianceScalingOptions,
} from "./network/initializers";
export type { Examples, ExamplesLike } from "./data/examples";
export {
  createNetwork,
  deepNetwork,
  type DeepNetworkOptions,
  type Layer,
  type LayerBiases,
  type LayerWeights,
  type Network,
  type NetworkOptions,
} from "./network/network";

// Losses
export { binaryCrossEntropy, oneHot, softmaxCrossEntropy, squaredError, type Loss } from "./network/losses";

// Learning: forwards, backwards, a step, training
export { forward, type LayerPass } from "./network/forward";
export { backward, type LayerGradient, type ParameterGradient } from "./network/backward";
export { numericalGradient } from "./network/gradient-check";
export { accuracy, cost, predict } from "./network/predict";
export {
  compare,
  train,
  training,
  type Change,
  type RecordedState,
  type Run,
  type TrainingOptions,
  type TrainingState,
} from "./network/training";

// Ways to learn: optimizers, mini-batches, dropout
export {
  adam,
  gradientDescent,
  momentum,
  rmsProp,
  weightDecay,
  type AdamOptions,
  type Optimizer,
} from "./network/optimizers";
export { step, type OptimizerMemory, type OptimizerResult } from "./network/optimizer-step";
export { batches, type BatchOptions } from "./network/batches";
export { type DropoutOptions } from "./network/dropout";

// Data sets of two classes
export type { Dataset, DatasetOptions } from "./data/dataset";
export { blobs, circles, moons, spirals, xor } from "./data/shapes";
export { selectExamples } from "./data/select";
export { examplesFromCsv, standardized, type TableOfExamples } from "./data/csv";
export { numpyCircles } from "./data/numpy-circles";

// Theory: symmetry
export { rowSpread } from "./theory/symmetry";
export { tieUnits, unitSpread, type UnitPair } from "./theory/tied-units";
export { followUnits, type UnitHistory } from "./theory/invariance";
export { randomCase, type SymmetryCase } from "./theory/random-cases";
export { permuteGradients, permuteUnits, swapOrder } from "./theory/permutation";

// Theory: the proof in letters and in fractions
export {
  proveSymmetry,
  type Equality,
  type ProofOptions,
  type SymbolicProof,
  type UpdateComparison,
} from "./theory/symbolic-proof";
export type { ParameterName } from "./theory/symbolic-network";
export { displayTex, type Formula } from "./theory/formula";
export { exactActivations, type ExactActivation } from "./theory/exact-activations";
export {
  trainExactly,
  type ExactLayer,
  type ExactLayerInput,
  type ExactState,
  type ExactTrainingOptions,
} from "./theory/exact-training";
export { rational, type Rational, type RationalInput } from "./theory/rational";

// Theory: saturation, the state of each layer, and how fast networks of different scale learn
export { meanSlope, saturatedShare } from "./theory/saturation";
export { diagnose, type GradientSize, type LayerDiagnosis, type Spread } from "./theory/diagnostics";
export { sweepScales, type ScaleResult, type SweepOptions } from "./theory/scale-sweep";

// Theory: the size of signals and what they still tell apart
export { gain } from "./theory/gain";
export {
  criticalWeightVariance,
  meanField,
  signalTheory,
  type MeanField,
  type SignalOptions,
  type Variances,
} from "./theory/mean-field";
export { examine, type Examination, type ExamineOptions, type Finding, type Problem } from "./theory/examine";
export { contrasts, errorProfile, jacobian, lsuv, type Contrast } from "./theory/signal";

// Figures: plain data for plotly.js
export * from "./figures/index";

// In the notebook: show, train before the reader's eyes, check
export * from "./notebook/index";
