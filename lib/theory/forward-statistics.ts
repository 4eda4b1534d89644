import { addColumn, mapWithSlope, scale as multiplyBy } from "../math/engine/elementwise";
import { multiply } from "../math/engine/product";
import { countBelow, sum, sumOfSquares } from "../math/engine/sums";
import { Matrix } from "../math/matrix";
import { forward } from "../network/forward";
import type { Layer, Network } from "../network/network";
import type { LayerDiagnosis, Spread } from "./diagnostics";
import { flatSlope } from "./saturation";

/** What `forwardStatistics` tries. */
export interface ForwardStatisticsOptions {
  /** The factors by which to multiply all weights. */
  readonly scales: readonly number[];
  /** Called after every layer at every scale: how many are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What goes through a network whose weights were multiplied by `scale`. */
export interface ScaleStatistics {
  readonly scale: number;
  /** One a layer, from the first to the last, as `diagnose` gives them. */
  readonly layers: readonly Omit<LayerDiagnosis, "gradient">[];
}

/**
 * Runs a network forwards at many scales of its weights and takes, layer by layer, the spread of what goes through, the
 * share of saturated units and the mean slope.
 *
 * All scales share one draw of the weights, so that nothing but the scale differs between them. The numbers are those
 * of `diagnose`; ten layers of 500 units on 1000 examples take well under a second a scale. Numbers that overflow show
 * as Infinity or NaN.
 *
 * @param network - whose weights are scaled; its biases stay as they are
 * @param X - inputs, features × examples, at least one of each
 * @param options - `scales` and `onProgress`
 * @returns one result a scale, in the order given
 * @throws RangeError if the shapes do not fit or X has no entries
 * @example
 * const network = createNetwork({ sizes: [20, 20, 20], hidden: tanh, output: tanh, weights: xavierNormal, random: seeded(1) });
 * const X = Matrix.generate(20, 50, (i, j) => Math.sin(i + 20 * j));
 * const [small, large] = forwardStatistics(network, X, { scales: [0.1, 10] });
 * small.layers[1].A.deviation < 0.1; // true
 * large.layers[1].saturated > 0.5; // true
 */
export function forwardStatistics(
  network: Network,
  X: Matrix,
  { scales, onProgress }: ForwardStatisticsOptions,
): ScaleStatistics[] {
  if (X.data.length === 0) {
    throw new RangeError(`Cannot take statistics of ${X.shape} inputs: there are none`);
  }
  // Checks the shapes, on one example.
  forward(network, Matrix.columnVector(X.column(0)));
  const buffers = network.layers.map((layer) => newBuffers(layer, X.cols));
  const total = scales.length * network.layers.length;
  let done = 0;
  return scales.map((scale) => {
    let input = X;
    const layers = network.layers.map((layer, l) => {
      const statistics = runLayer(layer, scale, input, buffers[l]!);
      input = buffers[l]!.A;
      onProgress?.(++done, total);
      return { layer: l + 1, ...statistics };
    });
    return { scale, layers };
  });
}

/** Matrices that every scale writes over: fresh ones would cost as much time as what is computed in them. */
interface Buffers {
  readonly W: Matrix;
  readonly Z: Matrix;
  readonly A: Matrix;
  readonly slope: Matrix;
  /** The slope below which a unit counts as saturated. */
  readonly limit: number;
}

function newBuffers({ W, activation }: Layer, examples: number): Buffers {
  const zeros = (): Matrix => Matrix.zeros(W.rows, examples);
  return {
    W: Matrix.zeros(W.rows, W.cols),
    Z: zeros(),
    A: zeros(),
    slope: zeros(),
    limit: flatSlope(activation),
  };
}

function runLayer(
  layer: Layer,
  scale: number,
  input: Matrix,
  { W, Z, A, slope, limit }: Buffers,
): Omit<LayerDiagnosis, "gradient" | "layer"> {
  multiplyBy(W.data, layer.W.data, scale);
  multiply(Z.data, W.data, input.data, W.rows, W.cols, input.cols);
  addColumn(Z.data, Z.data, layer.b.data, Z.rows, Z.cols);
  mapWithSlope(A.data, slope.data, Z.data, layer.activation.f, layer.activation.df);
  return {
    Z: spreadOf(Z),
    A: spreadOf(A),
    saturated: countBelow(slope.data, limit) / slope.data.length,
    slope: sum(slope.data) / slope.data.length,
  };
}

function spreadOf({ data }: Matrix): Spread {
  const mean = sum(data) / data.length;
  return { mean, deviation: Math.sqrt(sumOfSquares(data, mean) / data.length) };
}
