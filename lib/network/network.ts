import { checkInteger } from "../math/checks";
import { Matrix } from "../math/matrix";
import type { Random } from "../math/random/seeded";
import { sigmoid, type Activation } from "./activations";
import { zeros, type Initializer } from "./initializers";

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

/** Weights written out: one row per unit, one number per input. */
export type Rows = readonly (readonly number[])[];

/** What `createNetwork` needs. */
export interface NetworkOptions {
  /** Number of inputs, then of the units of each layer, e.g. `[2, 4, 1]`; not needed if all weights are written out. */
  readonly sizes?: readonly number[];
  /** Activation of every layer but the last. */
  readonly hidden: Activation;
  /** Activation of the last layer, sigmoid if not given. */
  readonly output?: Activation;
  /** How weights start: one initializer for all layers, or for each layer an initializer or its rows of weights. */
  readonly weights: Initializer | readonly (Initializer | Rows)[];
  /**
   * How biases start, zeros if not given: one initializer for all layers, or for each layer an initializer or its list of
   * biases. Initializers are called with `fanIn` 1, so that they make columns.
   */
  readonly biases?: Initializer | readonly (Initializer | readonly number[])[];
  /** Uniform source on [0, 1), e.g. `seeded(0)`, if anything is drawn. Layers draw in order, weights before biases. */
  readonly random?: Random;
}

/**
 * Creates a network with freshly initialized weights and biases.
 *
 * @param options - sizes, activations, initializers and the random source
 * @throws RangeError if there are fewer than two sizes, one is not a positive integer, the number of initializers is
 *   not the number of layers, an initializer makes a matrix of the wrong shape, or one draws without a random source
 * @example
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: scaledNormal(0.01), random: seeded(0) });
 * network.layers.map((layer) => layer.W.shape); // ["3×2", "1×3"]
 * network.layers.map((layer) => layer.activation.name); // ["tanh", "sigmoid"]
 * network.layers[0].b.toArray(); // [[0], [0], [0]]
 * const equal = createNetwork({ weights: [[[1, 2], [1, 2]], [[3, 3]]], hidden: tanh });
 * rowSpread(equal.layers[0].W); // 0
 */
export function createNetwork(options: NetworkOptions): Network {
  const { hidden, output = sigmoid, weights, biases = zeros, random = noRandom } = options;
  const sizes = options.sizes ?? sizesOf(weights);
  checkSizes(sizes);
  const depth = sizes.length - 1;
  const startW = oneForEachLayer<Rows>(weights, depth, "weights");
  const startB = oneForEachLayer<readonly number[]>(biases, depth, "biases");
  const layers = Array.from({ length: depth }, (_, l) => {
    const [fanIn, fanOut] = [sizes[l]!, sizes[l + 1]!];
    const [w, v] = [startW[l]!, startB[l]!];
    const W = typeof w === "function" ? w(fanIn, fanOut, random) : Matrix.from(w);
    checkShape(W, fanOut, fanIn, l, "weights");
    const b = typeof v === "function" ? v(1, fanOut, random, fanIn) : Matrix.columnVector(v);
    checkShape(b, fanOut, 1, l, "biases");
    return { W, b, activation: l === depth - 1 ? output : hidden };
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

/** The sizes of layers whose weights are written out. */
function sizesOf(weights: NetworkOptions["weights"]): number[] {
  if (typeof weights === "function" || !weights.every((rows) => typeof rows !== "function")) {
    throw new RangeError(
      "Cannot create a network without sizes: give them, or write out the weights of each layer",
    );
  }
  return [weights[0]?.[0]?.length ?? 0, ...weights.map((rows) => rows.length)];
}

function checkSizes(sizes: readonly number[]): void {
  const action = `create a network of sizes [${sizes.join(", ")}]`;
  if (sizes.length < 2) throw new RangeError(`Cannot ${action}: it needs inputs and at least one layer`);
  for (const size of sizes) checkInteger(action, "each size", size, 1);
}

function oneForEachLayer<Written>(
  given: Initializer | readonly (Initializer | Written)[],
  depth: number,
  noun: string,
): readonly (Initializer | Written)[] {
  if (typeof given === "function") return Array.from({ length: depth }, () => given);
  if (given.length === depth) return given;
  throw new RangeError(
    `Cannot create a network of ${depth} layers with ${given.length} initializers of ${noun}: ` +
      "give one for each layer, or a single one for all",
  );
}

function checkShape(matrix: Matrix, rows: number, cols: number, l: number, noun: string): void {
  if (matrix.rows === rows && matrix.cols === cols) return;
  throw new RangeError(
    `Cannot create layer ${l + 1} with ${matrix.shape} ${noun}: its sizes need ${rows}×${cols}`,
  );
}

/** The last layer of a network. */
export function outputLayer(network: Network): Layer {
  const layer = network.layers.at(-1);
  if (layer === undefined) throw new RangeError("Cannot use a network of 0 layers: it needs at least one");
  return layer;
}
