import { checkInteger } from "../../math/checks";
import { Matrix } from "../../math/matrix";
import type { ParameterGradient } from "../../network/backward";
import type { Layer, Network } from "../../network/network";

/**
 * Puts the units of a hidden layer in another order: rows of W and entries of b, and with them the columns of the next
 * layer's W. The network computes the same function as before.
 *
 * @param network - left as it is
 * @param layer - the hidden layer, counted from 0
 * @param order - which unit comes to each place, from 0: a permutation, e.g. `[1, 0]` swaps two units
 * @throws RangeError if there is no such hidden layer or `order` does not name each of its units once
 * @example
 * const network = createNetwork({ sizes: [1, 2, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(0) });
 * const swapped = permuteUnits(network, 0, [1, 0]);
 * swapped.layers[0].W.column(0)[0] === network.layers[0].W.column(0)[1]; // true
 * swapped.layers[1].W.row(0)[0] === network.layers[1].W.row(0)[1]; // true
 */
export function permuteUnits(network: Network, layer: number, order: readonly number[]): Network {
  const { W } = checkHiddenLayer(network.layers, layer, "permute the units");
  checkOrder(W.rows, order);
  const layers = network.layers.map((one, l): Layer => {
    if (l === layer) return { ...one, W: takeRows(one.W, order), b: takeRows(one.b, order) };
    return l === layer + 1 ? { ...one, W: one.W.pickColumns(order) } : one;
  });
  return { layers };
}

/**
 * Puts a gradient in the order in which `permuteUnits` puts the weights.
 *
 * @param gradients - one for each layer, as `backward` returns them
 * @param layer - the hidden layer, counted from 0
 * @param order - which unit comes to each place, from 0
 * @returns `dW` and `db` for each layer
 * @throws RangeError if there is no such hidden layer or `order` does not name each of its units once
 * @example
 * const gradients = [{ dW: Matrix.columnVector([1, 2]), db: Matrix.columnVector([3, 4]) }, { dW: Matrix.rowVector([5, 6]), db: Matrix.rowVector([7]) }];
 * const [hidden, output] = permuteGradients(gradients, 0, [1, 0]);
 * [hidden.dW.column(0), hidden.db.column(0), output.dW.row(0)]; // [[2, 1], [4, 3], [6, 5]]
 */
export function permuteGradients(
  gradients: readonly ParameterGradient[],
  layer: number,
  order: readonly number[],
): ParameterGradient[] {
  const { dW: ofLayer } = checkHiddenLayer(gradients, layer, "permute the gradients");
  checkOrder(ofLayer.rows, order);
  return gradients.map(({ dW, db }, l) => {
    if (l === layer) return { dW: takeRows(dW, order), db: takeRows(db, order) };
    return { dW: l === layer + 1 ? dW.pickColumns(order) : dW, db };
  });
}

/**
 * The permutation that swaps two of `count` units, for `permuteUnits`.
 *
 * @param count - number of units, a positive integer
 * @param i - one of the units, counted from 0
 * @param j - the other; if it is the same, the order stays as it is
 * @returns which unit comes to each place
 * @throws RangeError if `count` is not a positive integer or one of the units is none of them
 * @example
 * swapOrder(4, 0, 2); // [2, 1, 0, 3]
 */
export function swapOrder(count: number, i: number, j: number): number[] {
  checkInteger("swap units", "their number", count, 1);
  checkUnits(count, [i, j], "swap units");
  return Array.from({ length: count }, (_, unit) => (unit === i ? j : unit === j ? i : unit));
}

function takeRows(matrix: Matrix, order: readonly number[]): Matrix {
  return Matrix.from(order.map((unit) => matrix.row(unit)));
}

/** The hidden layer of this number, or what else `layers` has for each layer; throws if there is none. */
export function checkHiddenLayer<T>(layers: readonly T[], layer: number, action: string): T {
  const last = layers.length - 2;
  const found = Number.isInteger(layer) && layer >= 0 && layer <= last ? layers[layer] : undefined;
  if (found) return found;
  const rule = last < 0 ? "the network has none" : `they are 0 to ${last}`;
  throw new RangeError(`Cannot ${action} of hidden layer ${layer}: ${rule}`);
}

/** Throws unless both are among `count` units, counted from 0. */
export function checkUnits(count: number, [from, to]: readonly [number, number], action: string): void {
  for (const unit of [from, to]) {
    if (Number.isInteger(unit) && unit >= 0 && unit < count) continue;
    throw new RangeError(
      `Cannot ${action} ${from} and ${to} of ${count}: units are counted from 0 to ${count - 1}`,
    );
  }
}

function checkOrder(units: number, order: readonly number[]): void {
  const sorted = [...order].sort((a, b) => a - b);
  if (order.length === units && sorted.every((unit, place) => unit === place)) return;
  throw new RangeError(
    `Cannot permute ${units} units by [${order.join(", ")}]: it must name each of the units 0 to ${units - 1} once`,
  );
}
