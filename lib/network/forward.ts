import { Matrix, type MatrixLike } from "../math/matrix";
import type { Layer, Network } from "./network";

/** What a layer computed on the way forward; one column per example. */
export interface LayerPass {
  /** What went in: X, or the activations of the layer before. */
  readonly input: Matrix;
  /** Pre-activations `W·input + b`. */
  readonly Z: Matrix;
  /** Activations `g(Z)`, times the mask where there is one. */
  readonly A: Matrix;
  /** What dropout multiplied each activation by; only in passes with dropout. */
  readonly mask?: Matrix;
}

/**
 * Runs a network forwards: `Z = W·A + b`, then `A = g(Z)`, layer by layer.
 *
 * @param network - the network
 * @param X - inputs, features × examples: a matrix or its rows
 * @param masks - dropout masks of the hidden layers, as `dropoutMasks` draws them; none if not given
 * @returns what each layer computed, so that `const [hidden, output] = forward(network, X)` names them
 * @throws RangeError if the shapes of X, weights, biases and masks do not fit together, or there are more masks than
 *   hidden layers; layers are counted from 1
 * @example
 * const layer = { W: Matrix.from([[1, 2]]), b: Matrix.columnVector([1]), activation: relu };
 * const [output] = forward({ layers: [layer] }, Matrix.from([[1, -5], [1, 0]]));
 * output.Z.toArray(); // [[4, -4]]
 * output.A.toArray(); // [[4, 0]]
 */
export function forward(network: Network, X: MatrixLike, masks: readonly Matrix[] = []): LayerPass[] {
  checkMaskCount(masks.length, network.layers.length);
  let A = Matrix.from(X);
  return network.layers.map((layer, l) => {
    checkLayer(layer, A, l);
    const input = A;
    const Z = layer.W.multiply(input).addColumn(layer.b);
    const mask = masks[l];
    A = Z.map(layer.activation.f);
    if (mask === undefined) return { input, Z, A };
    checkMask(mask, A, l);
    A = A.hadamard(mask);
    return { input, Z, A, mask };
  });
}

/** Throws unless a layer (numbered from 0) takes these inputs. */
export function checkLayer({ W, b }: Layer, input: Matrix, l: number): void {
  if (W.cols !== input.rows) {
    const given = l === 0 ? `X is ${input.shape}` : `layer ${l} has ${input.rows} units`;
    const isTurned = l === 0 && W.cols === input.cols;
    throw new RangeError(
      `Cannot run layer ${l + 1} of the network: its weights (${W.shape}) take ${W.cols} inputs and ${given}` +
        (isTurned ? "; X has one column per example, so use its transpose()" : ""),
    );
  }
  if (b.rows !== W.rows || b.cols !== 1) {
    throw new RangeError(
      `Cannot run layer ${l + 1} of the network: ` +
        `its weights (${W.shape}) need ${W.rows}×1 biases and its biases are ${b.shape}`,
    );
  }
}

function checkMaskCount(masks: number, layers: number): void {
  if (masks < Math.max(1, layers)) return;
  throw new RangeError(
    `Cannot mask a network of ${layers} layers with ${masks} masks: give at most one for each layer but the last`,
  );
}

function checkMask(mask: Matrix, A: Matrix, l: number): void {
  if (mask.rows === A.rows && mask.cols === A.cols) return;
  throw new RangeError(
    `Cannot mask layer ${l + 1} of the network: its activations are ${A.shape} and its mask is ${mask.shape}`,
  );
}
