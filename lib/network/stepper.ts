import { checkFinite, checkInteger, findNonFinite } from "../math/checks";
import { addColumn, hadamard, mapWithSlope, scale, sumRows } from "../math/engine/elementwise";
import { multiply, multiplyTranspose, transposeMultiply } from "../math/engine/product";
import { Matrix } from "../math/matrix";
import { gradientWriters, type Loss } from "./losses";
import { outputLayer, type Layer, type Network } from "./network";
import type { Optimizer } from "./optimizers";
import type { StepExamples } from "./step-examples";

/**
 * What the learning rate of a layer's weights is multiplied by, from its fans; of its biases with `fanIn` 1, as for
 * initializers.
 */
export type Rates = (fanIn: number, fanOut: number) => number;

/** An optimizer as a reader may have written it: TypeScript takes a function that returns something for one that does not. */
interface Moving {
  move(...step: Parameters<Optimizer["move"]>): unknown;
}

/** What a layer writes to on the way forward and back; one column per example. */
interface Buffers {
  readonly Z: Matrix;
  readonly A: Matrix;
  readonly slope: Matrix;
  dZ: Matrix;
}

/**
 * Gradient descent that writes every step over the one before, because new large matrices cost as much as what is
 * computed in them. The numbers are those of `forward`, `backward` and the optimizer, bit for bit.
 */
export class Stepper {
  /** The network as the steps so far have made it: a copy, which changes. */
  readonly network: Network;
  /** Derivatives of the mean loss by the parameters, as of the last `compute`. */
  readonly #parameters: readonly { readonly dW: Matrix; readonly db: Matrix }[];
  readonly #memory: readonly { readonly W: Float64Array[]; readonly b: Float64Array[] }[];
  readonly #buffersOf = new Map<number, readonly Buffers[]>();
  readonly #loss: Loss;
  readonly #optimizer: Optimizer;
  /** What the learning rate of each layer's parameters is multiplied by. */
  readonly #factors: readonly { readonly W: number; readonly b: number }[];
  #buffers: readonly Buffers[] = [];
  #steps = 0;

  constructor(network: Network, loss: Loss, optimizer: Optimizer, rates: Rates = () => 1) {
    this.network = copyNetwork(network);
    this.#loss = loss;
    this.#optimizer = optimizer;
    this.#factors = network.layers.map(({ W, b }, l) => ({
      W: rateFactor(rates, W, l),
      b: rateFactor(rates, b, l),
    }));
    this.#parameters = network.layers.map(({ W, b }) => ({ dW: like(W, W.cols), db: like(b, 1) }));
    this.#memory = network.layers.map(({ W, b }) => ({
      W: emptyMemory(optimizer, W),
      b: emptyMemory(optimizer, b),
    }));
  }

  /** Runs the network forwards and backwards; false if a NaN or infinity arose. The shapes must fit. */
  compute({ X, Y, masks }: StepExamples): boolean {
    this.#buffers = this.#buffersFor(X.cols);
    this.#forward(X, masks);
    this.#backward(X, Y, masks);
    // Whatever else is not finite makes one of these so: an activation the next dW, an error db, a parameter Z.
    return (
      this.#buffers.every(({ Z }) => findNonFinite(Z.data) < 0) &&
      this.#parameters.every(({ dW, db }) => findNonFinite(dW.data) < 0 && findNonFinite(db.data) < 0)
    );
  }

  /** The loss on the examples of the last `compute`. */
  loss(Y: Matrix): number {
    return this.#loss.value(this.#buffers.at(-1)!.Z, Y, outputLayer(this.network).activation);
  }

  /** The network as it is now, for keeping. */
  snapshot(): Network {
    return copyNetwork(this.network);
  }

  /** Moves every parameter as the optimizer says. */
  move(learningRate: number): void {
    const t = ++this.#steps;
    for (let l = 0; l < this.network.layers.length; l++) {
      const { W, b } = this.network.layers[l]!;
      const { dW, db } = this.#parameters[l]!;
      const factors = this.#factors[l]!;
      this.#moveInPlace(W, dW, this.#memory[l]!.W, learningRate * factors.W, t);
      this.#moveInPlace(b, db, this.#memory[l]!.b, learningRate * factors.b, t);
    }
  }

  #moveInPlace(
    parameters: Matrix,
    gradient: Matrix,
    memory: readonly Float64Array[],
    learningRate: number,
    t: number,
  ): void {
    const { name } = this.#optimizer;
    const returned = (this.#optimizer as Moving).move(
      parameters.data,
      gradient.data,
      memory,
      learningRate,
      t,
    );
    if (returned !== undefined)
      throw new TypeError(
        `Cannot take step ${t} with ${name}: its move must change the parameters w in place, and return nothing`,
      );
    for (const array of memory) {
      if (findNonFinite(array) < 0) continue;
      throw new RangeError(
        `Cannot take step ${t} with ${name}: its memory of ${parameters.shape} parameters is no longer ` +
          "finite; try a smaller learning rate or smaller initial weights",
      );
    }
  }

  #buffersFor(examples: number): readonly Buffers[] {
    let buffers = this.#buffersOf.get(examples);
    if (!buffers) {
      const zeros = ({ W }: Layer): Matrix => like(W, examples);
      buffers = this.network.layers.map((layer) => ({
        Z: zeros(layer),
        A: zeros(layer),
        slope: zeros(layer),
        dZ: zeros(layer),
      }));
      this.#buffersOf.set(examples, buffers);
    }
    return buffers;
  }

  /** As `forward`, and the slopes with the activations; the outputs stop at Z, which is where losses start. */
  #forward(X: Matrix, masks: readonly Matrix[] = []): void {
    let input = X;
    for (let l = 0; l < this.network.layers.length; l++) {
      const { W, b, activation } = this.network.layers[l]!;
      const { Z, A, slope } = this.#buffers[l]!;
      multiply(Z.data, W.data, input.data, W.rows, W.cols, input.cols);
      addColumn(Z.data, Z.data, b.data, Z.rows, Z.cols);
      if (l === this.network.layers.length - 1) return;
      mapWithSlope(A.data, slope.data, Z.data, activation.f, activation.df);
      const mask = masks[l];
      if (mask) hadamard(A.data, A.data, mask.data);
      input = A;
    }
  }

  /** As `backward`. */
  #backward(X: Matrix, Y: Matrix, masks: readonly Matrix[] = []): void {
    const { layers } = this.network;
    const last = this.#buffers.at(-1)!;
    const { activation } = outputLayer(this.network);
    const write = gradientWriters.get(this.#loss);
    if (write) write(last.dZ, last.Z, Y, activation);
    else last.dZ = this.#loss.gradient(last.Z, Y, activation);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { dZ } = this.#buffers[l]!;
      const { dW, db } = this.#parameters[l]!;
      const input = l === 0 ? X : this.#buffers[l - 1]!.A;
      multiplyTranspose(dW.data, dZ.data, input.data, dW.rows, dZ.cols, dW.cols);
      scale(dW.data, dW.data, 1 / Y.cols);
      sumRows(db.data, dZ.data, dZ.rows, dZ.cols);
      scale(db.data, db.data, 1 / Y.cols);
      if (l === 0) return;
      const { W } = layers[l]!;
      const before = this.#buffers[l - 1]!;
      transposeMultiply(before.dZ.data, W.data, dZ.data, W.cols, W.rows, dZ.cols);
      const mask = masks[l - 1];
      if (mask) hadamard(before.dZ.data, before.dZ.data, mask.data);
      hadamard(before.dZ.data, before.dZ.data, before.slope.data);
    }
  }
}

function rateFactor(rates: Rates, { rows, cols }: Matrix, l: number): number {
  const factor = rates(cols, rows);
  checkFinite("train", `what the learning rate of layer ${l + 1} is multiplied by`, factor, 0);
  return factor;
}

/** What an optimizer remembers about parameters before the first step. */
function emptyMemory({ name, memory }: Optimizer, parameters: Matrix): Float64Array[] {
  checkInteger(`train with ${name}`, "the numbers that it remembers about each parameter", memory, 0);
  return Array.from({ length: memory }, () => new Float64Array(parameters.data.length));
}

function like({ rows }: Matrix, cols: number): Matrix {
  return Matrix.zeros(rows, cols);
}

function copyNetwork({ layers }: Network): Network {
  return { layers: layers.map(({ W, b, activation }) => ({ W: W.clone(), b: b.clone(), activation })) };
}
