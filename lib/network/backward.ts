import type { Matrix } from "../math/matrix";
import { examplesOf, type ExamplesLike } from "../data/examples";
import { forward, type LayerPass } from "./forward";
import { binaryCrossEntropy, checkOutput, type Loss } from "./losses";
import { outputLayer, type Layer, type Network } from "./network";

/** The gradient of the mean loss by a layer's weights and biases. */
export interface ParameterGradient {
  /** Derivative of the loss by each weight, shaped as W. */
  readonly dW: Matrix;
  /** Derivative of the loss by each bias, shaped as b. */
  readonly db: Matrix;
}

/** What a layer computed on the way back. */
export interface LayerGradient extends ParameterGradient {
  /** Derivative of each example's own loss by its pre-activations, shaped as Z; not divided by the number of examples. */
  readonly dZ: Matrix;
}

/**
 * The gradient of the mean loss by every weight and bias, by backpropagation.
 *
 * @param network - the network
 * @param data - labelled examples, e.g. `xor()`
 * @param loss - binary cross-entropy if not given
 * @returns a gradient for each layer, so that `const [hidden, output] = backward(network, data)` names them
 * @throws RangeError if shapes or labels do not fit, or the loss does not take outputs of the last layer's activation
 * @see Rumelhart, Hinton and Williams (1986)
 * @example
 * const network = { layers: [{ W: Matrix.rowVector([0, 0]), b: Matrix.columnVector([0]), activation: sigmoid }] };
 * const [gradient] = backward(network, xor());
 * gradient.dZ.toArray(); // [[0.5, -0.5, -0.5, 0.5]]
 * gradient.dW.toArray(); // [[0, 0]]
 */
export function backward(
  network: Network,
  data: ExamplesLike,
  loss: Loss = binaryCrossEntropy,
): LayerGradient[] {
  const { X, Y } = examplesOf(data);
  return backpropagate(network, forward(network, X), Y, loss);
}

/**
 * The way back through passes that `forward` has made, perhaps with dropout.
 *
 * From the last layer to the first, `dW = dZ·Aᵀ / m` and `db` = the mean of dZ over the m examples, then
 * `dZ = Wᵀ·dZ ∘ g′(Z)` for the layer before. `dZ` belongs to each example's own loss and is not divided by m; with
 * sigmoid outputs and cross-entropy, the last one is `A − Y`. Where dropout left a unit out, no error goes through it.
 *
 * @param network - the network
 * @param passes - what `forward(network, X)` returned
 * @param Y - labels, outputs × examples
 * @param loss - binary cross-entropy if not given
 * @returns a gradient for each layer
 * @throws RangeError if the passes are not shaped as those of this network, the labels do not fit, or the loss does not
 *   take outputs of the last layer's activation
 */
export function backpropagate(
  network: Network,
  passes: readonly LayerPass[],
  Y: Matrix,
  loss: Loss = binaryCrossEntropy,
): LayerGradient[] {
  const { layers } = network;
  const output = outputLayer(network);
  if (passes.length !== layers.length) {
    throw new RangeError(
      `Cannot run ${layers.length} layers backwards with ${passes.length} passes: give what forward returned`,
    );
  }
  layers.forEach((layer, l) => {
    checkPass(layer, passes[l]!, passes[0]!.input.cols, l);
  });
  checkOutput(loss, output.activation);
  const m = Y.cols;
  const gradients: LayerGradient[] = [];
  let dZ = loss.gradient(passes.at(-1)!.Z, Y, output.activation);
  checkGradient(loss, dZ, passes.at(-1)!.Z);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { input } = passes[l]!;
    gradients[l] = { dZ, dW: dZ.multiplyTranspose(input).scale(1 / m), db: dZ.sumRows().scale(1 / m) };
    if (l === 0) break;
    const { Z, mask } = passes[l - 1]!;
    const dA = layers[l]!.W.transposeMultiply(dZ);
    const slope = Z.map(layers[l - 1]!.activation.df);
    dZ = (mask ? dA.hadamard(mask) : dA).hadamard(slope);
  }
  return gradients;
}

/** Throws unless what a loss, perhaps a reader's own, says of the outputs is shaped as they are. */
function checkGradient({ name }: Loss, dZ: Matrix, Z: Matrix): void {
  if (dZ.shape === Z.shape) return;
  throw new RangeError(
    `Cannot go backwards from ${name}: its gradient is ${dZ.shape} and the outputs are ${Z.shape}; it needs their shape`,
  );
}

/** Throws unless a layer (numbered from 0) can have made this pass over `examples` columns. */
function checkPass({ W }: Layer, { input, Z, mask }: LayerPass, examples: number, l: number): void {
  const [needed, given] = [`${W.cols}×${examples} to ${W.rows}×${examples}`, `${input.shape} to ${Z.shape}`];
  const rule = "give what forward returned for this network";
  if (given !== needed) {
    throw new RangeError(
      `Cannot run layer ${l + 1} backwards: it goes from ${needed} and its pass went from ${given}; ${rule}`,
    );
  }
  if (mask && mask.shape !== Z.shape) {
    throw new RangeError(
      `Cannot run layer ${l + 1} backwards: its pass is ${Z.shape} and its mask ${mask.shape}; ${rule}`,
    );
  }
}
