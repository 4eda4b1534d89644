/** The public names of the library, grouped by subject. A notebook imports from here and nowhere else. */

// Mathematics: matrices, random numbers, statistics
export { Matrix, type MatrixLike } from "./math/matrix";
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
export { activation } from "./theory/formula/activation";
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
} from "./network/initializers";
export type { Examples, ExamplesLike } from "./data/examples";
export {
  createNetwork,
  deepNetwork,
  type DeepNetworkOptions,
  type Layer,
  type Network,
  type NetworkOptions,
} from "./network/network";

// Losses
export { binaryCrossEntropy, squaredError, type Loss } from "./network/losses";
export { oneHot, softmaxCrossEntropy } from "./network/softmax";

// Learning: forwards, backwards, a step, training
export { forward, type LayerPass } from "./network/forward";
export { backward, type LayerGradient, type ParameterGradient } from "./network/backward";
export { numericalGradient } from "./network/gradient-check";
export { accuracy, cost, predict } from "./network/predict";
export { compare } from "./network/compare";
export { train, type Run, type TrainingOptions, type TrainingState } from "./network/training";

// Networks of parts: norms, residual blocks
export { batchNorm, layerNorm, type Norm } from "./network/norms";
export {
  parametersOf,
  runParts,
  type Affine,
  type Dense,
  type Part,
  type PartsPass,
  type Skip,
} from "./network/parts";
export { trainParts, type PartsRun } from "./network/parts-training";

// Ways to learn: optimizers, mini-batches, dropout
export { adam, gradientDescent, momentum, rmsProp, weightDecay, type Optimizer } from "./network/optimizers";
export type { BatchOptions } from "./network/batches";
export type { DropoutOptions } from "./network/dropout";
export { step } from "./network/step";

// Data sets of two classes
export type { Dataset } from "./data/dataset";
export { blobs, circles, moons, spirals, xor } from "./data/shapes";
export { selectExamples } from "./data/select";
export { examplesFromCsv, standardized, type TableOfExamples } from "./data/csv";
export { numpyCircles } from "./data/numpy-circles";

// Theory: symmetry
export { rowSpread } from "./theory/symmetry/row-spread";
export { tieUnits, unitSpread, type UnitPair } from "./theory/symmetry/tied-units";
export { followUnits, type UnitHistory } from "./theory/symmetry/invariance";
export { randomCase, type SymmetryCase } from "./theory/symmetry/random-cases";
export { permuteGradients, permuteUnits, swapOrder } from "./theory/symmetry/permutation";
export { canMove, type Movable } from "./theory/symmetry/zero-paths";

// Theory: the proof in letters and in fractions
export { proveSymmetry, type SymbolicProof, type UpdateComparison } from "./theory/proof/symbolic-proof";
export { displayTex, type Formula } from "./theory/formula/formula";
export { exactActivations, type ExactActivation } from "./theory/proof/exact-activations";
export { trainExactly, type ExactLayer, type ExactState } from "./theory/proof/exact-training";
export { rational, type Rational } from "./theory/proof/rational";

// Theory: saturation, the state of each layer, and how fast networks of different scale learn
export { meanSlope, saturatedShare } from "./theory/signal/saturation";
export { diagnose, type GradientSize, type LayerDiagnosis, type Spread } from "./theory/signal/diagnostics";
export { sweepScales, type ScaleResult, type SweepOptions } from "./theory/signal/scale-sweep";

// Theory: the size of signals and what they still tell apart
export { gain } from "./theory/signal/gain";
export { criticalWeightVariance } from "./theory/signal/critical-line";
export { signalTheory } from "./theory/signal/layer-map";
export { meanField, type MeanField } from "./theory/signal/mean-field";
export { coordinateCheck, type CoordinateCheck, type LayerScaling } from "./theory/signal/coordinate-check";
export { examine, type Problem } from "./theory/examination/examine";
export type { Finding } from "./theory/examination/patient";
export type { Examination } from "./theory/examination/report";
export { contrasts, errorProfile, lsuv, type Contrast } from "./theory/signal/signal";

// Figures: plain data for plotly.js
export type { Figure, FigureParts } from "./figures/figure";
export { palette } from "./figures/palette";
export type { FigureLayout, Trace } from "./figures/plotly";
export * from "./figures/index";

// In the notebook: show, train before the reader's eyes, check
export type { Control } from "./notebook/controls";
export type { Interaction } from "./notebook/interact";
export * from "./notebook/index";
