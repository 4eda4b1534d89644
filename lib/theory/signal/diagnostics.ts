import { Matrix, type MatrixLike } from "../../math/matrix";
import { mean, rootMeanSquare, standardDeviation } from "../../math/statistics";
import { backpropagate } from "../../network/backward";
import { examplesOf, type ExamplesLike } from "../../data/examples";
import { forward } from "../../network/forward";
import type { Loss } from "../../network/losses";
import type { Network } from "../../network/network";
import { flatShare } from "./saturation";

/** How one layer stands: what it passes on, and what comes back to it. */
export interface LayerDiagnosis {
  /** Its number, from 1. */
  readonly layer: number;
  /** Mean and standard deviation of its pre-activations, over all units and examples. */
  readonly Z: Spread;
  /** The same of its activations. */
  readonly A: Spread;
  /** The share of pre-activations where the activation is flat; see `saturatedShare`. */
  readonly saturated: number;
  /** The mean slope g′(z). */
  readonly slope: number;
  /** What comes back, if labels were given. */
  readonly gradient?: GradientSize;
}

/** Inputs alone. */
interface Unlabelled {
  readonly X: MatrixLike;
  readonly Y?: undefined;
}

/** Mean and standard deviation of many numbers. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** Sizes of a layer's gradients, each the root of a mean square. */
export interface GradientSize {
  /** Of the error dZ, over units and examples. */
  readonly dZ: number;
  /** Of the gradient of the weights. */
  readonly dW: number;
  /** Gradient over weight: dW against W; a step of learning rate r changes the weights by the share r times this. */
  readonly relative: number;
}

/**
 * Examines a network layer by layer on some data: spread of pre-activations and activations, saturation, slopes, and
 * with labels the size of the gradients.
 *
 * @param network - the network
 * @param data - inputs X, features × examples; with labels Y, the gradients are examined too
 * @param loss - binary cross-entropy if not given
 * @returns one diagnosis per layer, from the first to the last
 * @throws RangeError if shapes or labels do not fit or there are no examples
 * @example
 * const network = createNetwork({ sizes: [2, 50, 1], hidden: tanh, weights: scaledNormal(0.01), random: seeded(1) });
 * const [hidden] = diagnose(network, moons({ random: seeded(1) }));
 * hidden.saturated; // 0
 * hidden.slope > 0.99; // true
 * hidden.gradient.dZ < 0.01; // true
 */
export function diagnose(network: Network, data: ExamplesLike, loss?: Loss): Required<LayerDiagnosis>[];
export function diagnose(network: Network, data: ExamplesLike | Unlabelled, loss?: Loss): LayerDiagnosis[];
export function diagnose(network: Network, data: ExamplesLike | Unlabelled, loss?: Loss): LayerDiagnosis[] {
  const { X, Y } = data.Y === undefined ? { X: Matrix.from(data.X) } : examplesOf(data);
  if (X.cols === 0)
    throw new RangeError(`Cannot diagnose a network on ${X.shape} inputs: there are no examples`);
  const passes = forward(network, X);
  const gradients = Y && backpropagate(network, passes, Y, loss);
  return passes.map(({ Z, A }, l) => {
    const { W, activation } = network.layers[l]!;
    const back = gradients?.[l];
    const slopes = Z.map(activation.df);
    return {
      layer: l + 1,
      Z: spreadOf(Z),
      A: spreadOf(A),
      saturated: flatShare(slopes, activation),
      slope: slopes.mean(),
      ...(back && { gradient: sizeOf(back.dZ, back.dW, W) }),
    };
  });
}

function spreadOf({ data }: Matrix): Spread {
  return { mean: mean(data), deviation: standardDeviation(data) };
}

/** Weights that are all 0 have no relative gradient unless there is none at all. */
function sizeOf(dZ: Matrix, dW: Matrix, W: Matrix): GradientSize {
  const [step, weight] = [rootMeanSquare(dW.data), rootMeanSquare(W.data)];
  return { dZ: rootMeanSquare(dZ.data), dW: step, relative: step === 0 ? 0 : step / weight };
}
