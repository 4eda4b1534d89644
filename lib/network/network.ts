import { checkInteger } from "../math/checks";
import { isMatrix, Matrix, type MatrixLike } from "../math/matrix";
import type { Random } from "../math/random/seeded";
import { checkActivation, sigmoid, type Activation } from "./activations";
import { constant, zeros, type Initializer } from "./initializers";

/** One layer: `A = g(W·input + b)`. */
export interface Layer {
  /** Weights, `fanOut × fanIn`: one row per unit, one column per input. */
  readonly W: Matrix;
  /** Biases, `fanOut × 1`. */
  readonly b: Matrix;
  /** The activation function g. */
  readonly activation: Activation;
}

/** A network: its layers from input to output. It is a value: training makes new ones. */
export interface Network {
  readonly layers: readonly Layer[];
}

/** How the weights of a layer start: an initializer, or the weights themselves, one row per unit, one column per input. */
export type LayerWeights = Initializer | MatrixLike;

/** How the biases of a layer start: an initializer, a list or a column of them, or one number for all its units. */
export type LayerBiases = Initializer | MatrixLike | ArrayLike<number> | number;

/** What `createNetwork` needs. */
export interface NetworkOptions {
  /** Number of inputs, then of the units of each layer, e.g. `[2, 4, 1]`; not needed where weights or biases tell. */
  readonly sizes?: readonly number[];
  /** Activation of every layer but the last. */
  readonly hidden: Activation;
  /** Activation of the last layer, sigmoid if not given. */
  readonly output?: Activation;
  /** How weights start: one initializer for all layers, or for each layer an initializer, a matrix or its rows. */
  readonly weights: Initializer | readonly LayerWeights[];
  /**
   * How biases start, zeros if not given: one initializer for all layers, or for each layer an initializer, a list, a
   * column or a number. Initializers are called with `fanIn` 1, so that they make columns.
   */
  readonly biases?: Initializer | readonly LayerBiases[];
  /** Uniform source on [0, 1), e.g. `seeded(0)`, if anything is drawn. Layers draw in order, weights before biases. */
  readonly random?: Random;
}

/**
 * Creates a network with freshly initialized weights and biases, or with your own.
 *
 * @param options - sizes, activations, initializers, matrices or arrays, and the random source
 * @throws RangeError if there are fewer than two sizes, one is not a positive integer, weights or biases are not given
 *   for each layer, some have the wrong shape, or one draws without a random source
 * @example
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: scaledNormal(0.01), random: seeded(0) });
 * network.layers.map((layer) => layer.W.shape); // ["3×2", "1×3"]
 * network.layers.map((layer) => layer.activation.name); // ["tanh", "sigmoid"]
 * network.layers[0].b.toArray(); // [[0], [0], [0]]
 * const W1 = normals(2, 2, seeded(0)).scale(0.01);
 * const own = createNetwork({ weights: [W1, [[3, 3]]], biases: [[0.1, 0.2], 0], hidden: tanh });
 * own.layers[0].W.equals(W1); // true
 * own.layers[0].b.toArray(); // [[0.1], [0.2]]
 */
export function createNetwork(options: NetworkOptions): Network {
  const { hidden, output = sigmoid, random = noRandom } = options;
  for (const activation of [hidden, output]) checkActivation("create a network", activation);
  const start = layerStarts(options);
  const sizes = options.sizes ?? sizesOf(start);
  checkSizes(sizes);
  const layers = start.map(({ weights, biases }, l) => {
    const [fanIn, fanOut] = [sizes[l]!, sizes[l + 1]!];
    const W = typeof weights === "function" ? weights(fanIn, fanOut, random) : weights;
    checkWeights(W, fanIn, fanOut, l, options.sizes !== undefined);
    const b = typeof biases === "function" ? biases(1, fanOut, random, fanIn) : biases;
    checkBiases(b, fanOut, l);
    return { W, b, activation: l === start.length - 1 ? output : hidden };
  });
  return { layers };
}

/** What `deepNetwork` needs. */
export interface DeepNetworkOptions {
  /** Units of each layer, and inputs of the first. */
  readonly width: number;
  /** Number of layers. */
  readonly depth: number;
  /** Activation of every layer, the last one too. */
  readonly activation: Activation;
  /** How the weights of all layers start. */
  readonly weights: Initializer;
  /** How their biases start, zeros if not given. */
  readonly biases?: Initializer;
  /** Uniform source on [0, 1), e.g. `seeded(0)`. */
  readonly random: Random;
}

/**
 * Creates a stack of equal layers, as wide as its input and with no output layer of its own: what the theory of deep
 * networks is about.
 *
 * @param options - `width`, `depth`, `activation`, `weights`, perhaps `biases`, and `random`
 * @throws RangeError as `createNetwork` does
 * @example
 * const stack = deepNetwork({ width: 3, depth: 50, activation: relu, weights: heNormal, random: seeded(0) });
 * stack.layers.length; // 50
 * stack.layers[49].W.shape; // "3×3"
 */
export function deepNetwork({ width, depth, activation, ...start }: DeepNetworkOptions): Network {
  checkInteger("create a deep network", "the depth", depth, 1);
  const sizes = Array<number>(depth + 1).fill(width);
  return createNetwork({ sizes, hidden: activation, output: activation, ...start });
}

function noRandom(): never {
  throw new RangeError(
    "Cannot draw weights without a random source: give createNetwork one, e.g. random: seeded(0)",
  );
}

/** How a layer starts; what was written out is a matrix by now. */
interface LayerStart {
  readonly weights: Initializer | Matrix;
  readonly biases: Initializer | Matrix;
}

function layerStarts({ sizes, weights, biases = zeros }: NetworkOptions): LayerStart[] {
  const depth = sizes ? sizes.length - 1 : [weights, biases].find(Array.isArray)?.length;
  if (depth === undefined) throw new RangeError(`${NO_SIZES}: give them, e.g. sizes: [2, 4, 1]`);
  const startW = oneForEachLayer(weights, depth, "weights");
  const startB = oneForEachLayer(biases, depth, "biases");
  return startW.map((w, l) => ({
    weights: typeof w === "function" ? w : written(() => Matrix.from(w), l, "weights"),
    biases: columnOf(startB[l]!, l),
  }));
}

const NO_SIZES = "Cannot create a network without sizes";

/** Biases as a column; a single number as an initializer, since it fits any number of units. */
function columnOf(biases: LayerBiases, l: number): Initializer | Matrix {
  if (typeof biases === "function") return biases;
  if (typeof biases === "number") return constant(biases);
  const isList = !isMatrix(biases) && typeof (biases as ArrayLike<unknown> | null)?.[0] === "number";
  const rows = isList ? Array.from(biases as ArrayLike<number>, (bias) => [bias]) : (biases as MatrixLike);
  return written(() => Matrix.from(rows), l, "biases");
}

/** Says of which layer the weights or biases are that cannot be read. */
function written(read: () => Matrix, l: number, noun: string): Matrix {
  try {
    return read();
  } catch (error) {
    const reason = (error as Error).message
      .replace("Cannot create a matrix of", "they have")
      .replace("Cannot create a matrix", "they are not a matrix");
    throw new TypeError(`Cannot read the ${noun} of layer ${l + 1}: ${reason}`, { cause: error });
  }
}

/** The sizes that the matrices tell: a layer has as many units as its own rows, or as the next layer's inputs. */
function sizesOf(start: readonly LayerStart[]): number[] {
  const rows = (given: Initializer | Matrix): number | undefined =>
    typeof given === "function" ? undefined : given.rows;
  const inputs = (l: number): number | undefined => {
    const weights = start[l]?.weights;
    return weights instanceof Function ? undefined : weights?.cols;
  };
  const units = start.map(({ weights, biases }, l) => rows(weights) ?? rows(biases) ?? inputs(l + 1));
  return [inputs(0), ...units].map((size, l) => {
    if (size !== undefined) return size;
    const unknown = l === 0 ? "the number of inputs" : `the number of units of layer ${l}`;
    throw new RangeError(`${NO_SIZES}: no matrix tells ${unknown}; give sizes, e.g. sizes: [2, 4, 1]`);
  });
}

function checkSizes(sizes: readonly number[]): void {
  const action = `create a network of sizes [${sizes.join(", ")}]`;
  if (sizes.length < 2) throw new RangeError(`Cannot ${action}: it needs inputs and at least one layer`);
  for (const size of sizes) checkInteger(action, "each size", size, 1);
}

function oneForEachLayer<Given>(
  given: Initializer | readonly (Initializer | Given)[],
  depth: number,
  noun: string,
): readonly (Initializer | Given)[] {
  if (typeof given === "function") return Array.from({ length: depth }, () => given);
  if (!Array.isArray(given)) {
    throw new RangeError(`Cannot create a network: ${noun} must be a list with one entry per layer`);
  }
  if (given.length === depth) return given as readonly (Initializer | Given)[];
  const layers = depth === 1 ? "1 layer" : `${depth} layers`;
  throw new RangeError(
    `Cannot create a network of ${layers} with ${noun} for ${given.length}: ` +
      "give one entry per layer, or a single initializer for all",
  );
}

function checkWeights(W: Matrix, fanIn: number, fanOut: number, l: number, isSized: boolean): void {
  if (W.rows === fanOut && W.cols === fanIn) return;
  // Without sizes the rows have told the number of units; turned round, the columns do.
  const fits = W.rows === fanIn && (W.cols === fanOut || !isSized);
  throw new RangeError(
    `Cannot create layer ${l + 1} with ${W.shape} weights: it needs ${fits ? W.cols : fanOut}×${fanIn}, ` +
      `one row per unit and one column per input${fits ? "; transpose() would make them fit" : ""}`,
  );
}

function checkBiases(b: Matrix, fanOut: number, l: number): void {
  if (b.rows === fanOut && b.cols === 1) return;
  const advice = b.cols === fanOut && b.rows === 1 ? "; transpose() would make them fit" : "";
  throw new RangeError(
    `Cannot create layer ${l + 1} with ${b.shape} biases: it needs ${fanOut}×1, one row per unit${advice}`,
  );
}

/** The last layer of a network. */
export function outputLayer(network: Network): Layer {
  const layer = network.layers.at(-1);
  if (layer === undefined) throw new RangeError("Cannot use a network of 0 layers: it needs at least one");
  return layer;
}
