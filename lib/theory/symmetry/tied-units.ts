import { Matrix } from "../../math/matrix";
import type { Layer, Network } from "../../network/network";
import { checkHiddenLayer, checkUnits } from "./permutation";

/** Two units of a hidden layer. */
export interface UnitPair {
  /** The hidden layer, counted from 0; 0 if not given. */
  readonly layer?: number;
  /** The two units, counted from 0; the first two if not given. */
  readonly units?: readonly [number, number];
}

/**
 * Makes one hidden unit a copy of another: the same row of W, the same bias, the same output weights.
 *
 * @param network - left as it is
 * @param pair - `layer`, and `units`, the second of which becomes a copy of the first
 * @throws RangeError if there is no such layer or unit
 * @example
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(0) });
 * unitSpread(network) > 0; // true
 * unitSpread(tieUnits(network)); // 0
 */
export function tieUnits(network: Network, pair: UnitPair = {}): Network {
  const { layer, from, to } = readPair(network, pair, "tie units");
  const copyRow = (matrix: Matrix): Matrix =>
    Matrix.generate(matrix.rows, matrix.cols, (i, j) => matrix.get(i === to ? from : i, j));
  const copyColumn = (matrix: Matrix): Matrix =>
    Matrix.generate(matrix.rows, matrix.cols, (i, j) => matrix.get(i, j === to ? from : j));
  const layers = network.layers.map((one, l): Layer => {
    if (l === layer) return { ...one, W: copyRow(one.W), b: copyRow(one.b) };
    return l === layer + 1 ? { ...one, W: copyColumn(one.W) } : one;
  });
  return { layers };
}

/**
 * How far two hidden units are apart: the largest difference between their rows of W, biases and output weights.
 *
 * It is 0 exactly if all of them are equal (`===`), that is, if swapping the two units leaves the network as it is.
 *
 * @param network - the network
 * @param pair - `layer` and `units`; the first two units of the first layer if not given
 * @throws RangeError if there is no such layer or unit
 * @example
 * const network = { layers: [
 *   { W: Matrix.from([[1, 2], [1, 2]]), b: Matrix.columnVector([0, 0]), activation: tanh },
 *   { W: Matrix.rowVector([3, 3.5]), b: Matrix.rowVector([0]), activation: sigmoid },
 * ] };
 * unitSpread(network); // 0.5
 */
export function unitSpread(network: Network, pair: UnitPair = {}): number {
  const { layer, from, to } = readPair(network, pair, "compare units");
  const next = network.layers[layer + 1]!.W;
  let spread = functionSpread(network, pair);
  for (let i = 0; i < next.rows; i++) {
    spread = Math.max(spread, Math.abs(next.get(i, from) - next.get(i, to)));
  }
  return spread;
}

/**
 * How far what two hidden units compute is apart: the largest difference between their rows of W and their biases.
 *
 * It is 0 exactly if all of them are equal (`===`); the output weights may differ.
 *
 * @param network - the network
 * @param pair - `layer` and `units`; the first two units of the first layer if not given
 * @throws RangeError if there is no such layer or unit
 * @example
 * const network = { layers: [
 *   { W: Matrix.from([[1, 2], [1, 2]]), b: Matrix.columnVector([0, 0]), activation: tanh },
 *   { W: Matrix.rowVector([3, 3.5]), b: Matrix.rowVector([0]), activation: sigmoid },
 * ] };
 * functionSpread(network); // 0
 */
export function functionSpread(network: Network, pair: UnitPair = {}): number {
  const { layer, from, to } = readPair(network, pair, "compare units");
  const { W, b } = network.layers[layer]!;
  let spread = Math.abs(b.get(from, 0) - b.get(to, 0));
  for (let j = 0; j < W.cols; j++) spread = Math.max(spread, Math.abs(W.get(from, j) - W.get(to, j)));
  return spread;
}

function readPair(
  network: Network,
  { layer = 0, units: [from, to] = [0, 1] }: UnitPair,
  action: string,
): { layer: number; from: number; to: number } {
  checkUnits(checkHiddenLayer(network.layers, layer, action).W.rows, [from, to], action);
  return { layer, from, to };
}
