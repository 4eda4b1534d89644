/** What a wide layer makes of the size of a signal and of the correlation of two, in the mean over its weights. */
import { checkFinite } from "../../math/checks";
import { gaussianMean } from "../../math/gaussian-mean";
import { gaussianProduct } from "../../math/gaussian-product";
import type { Activation } from "../../network/activations";

/** How the weights and biases of a wide network are drawn: normal numbers of mean 0. */
export interface Variances {
  /** σ_w²: the variance of a weight times the fan-in of its layer, from 0 up. */
  readonly weightVariance: number;
  /** σ_b²: the variance of a bias, 0 if not given. */
  readonly biasVariance?: number;
}

/** Mean squares beyond these count as 0 and as infinite. */
export const SMALLEST = 1e-12;
export const LARGEST = 1e12;

/** Throws unless both variances can be. */
export function checkVariances({ weightVariance, biasVariance = 0 }: Variances): Required<Variances> {
  checkFinite("follow signals through a network", "the variance of the weights", weightVariance, 0);
  checkFinite("follow signals through a network", "the variance of the biases", biasVariance, 0);
  return { weightVariance, biasVariance };
}

/** The mean square of the pre-activations one layer on. */
export function nextSquare(
  activation: Activation,
  q: number,
  { weightVariance, biasVariance }: Required<Variances>,
): number {
  return weightVariance * meanSquare(activation, activation.f, Math.sqrt(q)) + biasVariance;
}

/** Beyond this a square counts as this: of e^z, which overflows, the mean is large without end, and no error. */
const LARGEST_SQUARE = 1e300;

/** The mean square of an activation, or of its slope, over normal pre-activations. */
function meanSquare({ name }: Activation, f: (z: number) => number, deviation: number): number {
  const action = `follow signals through a network of ${name}`;
  return gaussianMean((z) => Math.min(f(z) * f(z), LARGEST_SQUARE), deviation, action);
}

/** The correlation of the pre-activations of two inputs one layer on, if both have the mean square q here and there. */
export function nextCorrelation(
  activation: Activation,
  q: number,
  correlation: number,
  { weightVariance, biasVariance }: Required<Variances>,
): number {
  const shared = gaussianProduct(activation.f, activation.f, Math.sqrt(q), correlation);
  const next = nextSquare(activation, q, { weightVariance, biasVariance });
  return Math.min(1, (weightVariance * shared + biasVariance) / next);
}

/** χ at a mean square and a correlation of the pre-activations: the slope of the map of correlations. */
export function slopeAt(
  activation: Activation,
  q: number,
  correlation: number,
  weightVariance: number,
): number {
  const { df } = activation;
  // At q = 0 the slope that counts is the one next to 0, on both sides.
  const deviation = Math.sqrt(Math.max(q, SMALLEST));
  const product =
    correlation === 1
      ? meanSquare(activation, df, deviation)
      : gaussianProduct(df, df, deviation, correlation);
  return weightVariance * product;
}

/** What `signalTheory` follows. */
interface SignalOptions extends Variances {
  /** Layers to follow the signal through. */
  readonly layers: number;
  /** The mean square of the pre-activations of layer 1; 1 if not given. */
  readonly start?: number;
  /** The correlation of the two inputs in layer 1; 0 if not given. */
  readonly correlation?: number;
}

/**
 * The recursion of wide networks, layer by layer: mean square and correlation of the pre-activations of two inputs.
 *
 * @param activation - of every layer
 * @param options - the variances, the number of `layers`, and the `start`
 * @returns one mean square, and one correlation, per layer, from layer 1 on
 * @throws RangeError if an option is out of range
 * @see Poole et al. (2016), eq. 3 and 5
 * @example
 * const { squares } = signalTheory(relu, { weightVariance: 1, layers: 3 });
 * squares; // ≈ [1, 0.5, 0.25]
 */
export function signalTheory(
  activation: Activation,
  options: SignalOptions,
): { readonly squares: readonly number[]; readonly correlations: readonly number[] } {
  const both = checkVariances(options);
  const { layers, start = 1, correlation = 0 } = options;
  checkFinite("follow signals through a network", "the mean square at the start", start, 0);
  const [squares, correlations] = [[start], [correlation]];
  for (let l = 1; l < layers; l++) {
    const [q, c] = [squares.at(-1)!, correlations.at(-1)!];
    squares.push(nextSquare(activation, q, both));
    correlations.push(q === 0 ? c : nextCorrelation(activation, q, c, both));
  }
  return { squares, correlations };
}
