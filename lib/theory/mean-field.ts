import { checkFinite } from "../math/checks";
import { log } from "../math/elementary";
import { gaussianMean } from "../math/gaussian-mean";
import { gaussianProduct } from "../math/gaussian-product";
import type { Activation } from "../network/activations";

/** How the weights and biases of a wide network are drawn: normal numbers of mean 0. */
export interface Variances {
  /** σ_w²: the variance of a weight times the fan-in of its layer, from 0 up. */
  readonly weightVariance: number;
  /** σ_b²: the variance of a bias, 0 if not given. */
  readonly biasVariance?: number;
}

/** What becomes of signals in a network that is infinitely wide and deep. */
export interface MeanField {
  /** The mean square q of the pre-activations in the end: 0 if signals die out, Infinity if they grow without end. */
  readonly q: number;
  /** By how much the squared error grows per layer on its way back, χ = σ_w² E g′(√q z)². */
  readonly chi: number;
  /** The correlation of any two different inputs in the end; NaN if it cannot be told. */
  readonly correlation: number;
  /** Layers after which a difference to that correlation has shrunk to a share 1/e; Infinity on the critical line. */
  readonly depthScale: number;
  /**
   * Ordered: all inputs become alike (χ < 1). Chaotic: like inputs become unlike (χ > 1, or the activation jumps, so that
   * inputs however alike may lie on either side). Unbounded: signals grow without end, and there is nothing that they
   * settle at.
   */
  readonly phase: "ordered" | "critical" | "chaotic" | "unbounded";
}

/** How near to 1 χ counts as critical. */
const CRITICAL = 1e-9;

/** Mean squares beyond these count as 0 and as infinite. */
const [SMALLEST, LARGEST] = [1e-12, 1e12];

function check({ weightVariance, biasVariance = 0 }: Variances): Required<Variances> {
  checkFinite("follow signals through a network", "the variance of the weights", weightVariance, 0);
  checkFinite("follow signals through a network", "the variance of the biases", biasVariance, 0);
  return { weightVariance, biasVariance };
}

/** The mean square of the pre-activations one layer on. */
function nextSquare(
  activation: Activation,
  q: number,
  { weightVariance, biasVariance }: Required<Variances>,
) {
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
function nextCorrelation(
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
function slopeAt(activation: Activation, q: number, correlation: number, weightVariance: number): number {
  const { df } = activation;
  // At q = 0 the slope that counts is the one next to 0, on both sides.
  const deviation = Math.sqrt(Math.max(q, SMALLEST));
  const product =
    correlation === 1
      ? meanSquare(activation, df, deviation)
      : gaussianProduct(df, df, deviation, correlation);
  return weightVariance * product;
}

/** Where a function of q crosses q, going from 1 in the direction in which it pulls. */
function fixedSquare(next: (q: number) => number): number {
  const pull = (q: number): number => next(q) - q;
  const first = pull(1);
  if (Math.abs(first) < 1e-12) return 1;
  let [near, far] = [1, 1];
  while (pull(far) > 0 === first > 0) {
    near = far;
    far = first > 0 ? 2 * far : far / 2;
    if (far > LARGEST) return Infinity;
    if (far < SMALLEST) return 0;
  }
  return crossing(pull, near, far);
}

/**
 * Where a function that has different signs at the two ends of an interval crosses 0.
 *
 * @see Dowell and Jarratt (1971), the Illinois method
 */
function crossing(f: (x: number) => number, from: number, to: number): number {
  let [a, b, fa, fb] = [from, to, f(from), f(to)];
  for (let k = 0; k < 100 && fb !== 0 && Math.abs(b - a) > 1e-14 * Math.abs(b); k++) {
    const x = b - (fb * (b - a)) / (fb - fa);
    const fx = f(x);
    // The end that stays twice counts half, so that it does not stay for ever.
    if (fx * fb < 0) [a, fa] = [b, fb];
    else fa /= 2;
    [b, fb] = [x, fx];
    if (Math.abs(fx) < 1e-14 * Math.abs(x)) break;
  }
  return b;
}

/**
 * The mean-field theory of wide networks: what size signals settle at, whether two inputs grow alike or apart, and over
 * how many layers.
 *
 * @param activation - of every layer
 * @param variances - `weightVariance` (σ_w²) and `biasVariance` (σ_b², 0 if not given)
 * @returns q, χ, the correlation that two inputs end at, the depth scale, and the phase
 * @throws RangeError if a variance is negative or not finite
 * @see Poole et al. (2016), eq. 3 to 5; Schoenholz et al. (2017), eq. 9 to 11
 * @example
 * const { q, phase, depthScale } = meanField(tanh, { weightVariance: 1.3, biasVariance: 0.05 });
 * q; // ≈ 0.315
 * phase; // "ordered"
 * depthScale; // ≈ 7.83
 */
export function meanField(activation: Activation, variances: Variances): MeanField {
  const both = check(variances);
  const { weightVariance } = both;
  const q = fixedSquare((square) => nextSquare(activation, square, both));
  if (q === Infinity) {
    const chi = slopeAt(activation, LARGEST, 1, weightVariance);
    return { q, chi, correlation: NaN, depthScale: NaN, phase: "unbounded" };
  }
  const chi = slopeAt(activation, q, 1, weightVariance);
  if (q > 0 && doesJump(activation, q, chi, both)) {
    const correlation = fixedCorrelation(activation, q, both);
    const depthScale = correlation < 1 ? depthOf(mapSlope(activation, q, correlation, both)) : NaN;
    return { q, chi, correlation, depthScale, phase: "chaotic" };
  }
  const phase = Math.abs(chi - 1) < CRITICAL ? "critical" : chi < 1 ? "ordered" : "chaotic";
  const correlation = phase === "chaotic" ? fixedCorrelation(activation, q, both) : 1;
  const slope = correlation === 1 ? chi : slopeAt(activation, q, correlation, weightVariance);
  return { q, chi, correlation, depthScale: phase === "critical" ? Infinity : depthOf(slope), phase };
}

/** The layers in which a difference shrinks to 1/e, where each shrinks it by this factor; NaN if it is not such a factor. */
function depthOf(slope: number): number {
  return slope >= 0 && slope < 1 ? -1 / log(slope) : NaN;
}

/** How far from each other inputs are that count as alike. */
const ALIKE = 1e-4;

/**
 * Whether an activation jumps: inputs that are nearly alike then part by far more than slopes tell, as √(1 − c) and not
 * as 1 − c.
 */
function doesJump(activation: Activation, q: number, chi: number, variances: Required<Variances>): boolean {
  const parted = 1 - nextCorrelation(activation, q, 1 - ALIKE, variances);
  return parted > ALIKE * (2 * chi + 1);
}

/** The slope of the map of correlations by differences, for an activation whose own slopes do not tell it. */
function mapSlope(activation: Activation, q: number, c: number, variances: Required<Variances>): number {
  const next = (x: number): number => nextCorrelation(activation, q, x, variances);
  const h = Math.min(0.01, (1 - c) / 2);
  return (next(c + h) - next(c - h)) / (2 * h);
}

/** Where the map of correlations crosses the diagonal below 1. */
function fixedCorrelation(activation: Activation, q: number, variances: Required<Variances>): number {
  const { weightVariance, biasVariance } = variances;
  const shared = (c: number): number => gaussianProduct(activation.f, activation.f, Math.sqrt(q), c);
  const rise = (c: number): number => (weightVariance * shared(c) + biasVariance) / q - c;
  if (rise(0) <= 1e-15) return 0;
  const alike = 1 - 1e-6;
  // Jumps elsewhere than at 0 cost the mean of a product digits, and it may miss where the map crosses.
  return rise(alike) < 0 ? crossing(rise, 0, alike) : NaN;
}

/**
 * The weight variance at which a network with these biases is critical: neither ordered nor chaotic, so that signals
 * reach any depth.
 *
 * @param activation - bounded and steepest at 0, such as tanh
 * @param biasVariance - σ_b², from 0 up
 * @returns σ_w² with χ = 1
 * @throws RangeError if `biasVariance` is negative or not finite, or there is no such line: the activation is flat
 *   everywhere, or signals of other variances die out or grow without end
 * @see Schoenholz et al. (2017), figure 1
 * @example
 * criticalWeightVariance(tanh, 0); // ≈ 1.000
 * criticalWeightVariance(tanh, 0.05); // ≈ 1.76095
 * criticalWeightVariance(sigmoid, 0); // ≈ 103.008
 */
export function criticalWeightVariance(activation: Activation, biasVariance: number): number {
  checkFinite("find the critical line", "the variance of the biases", biasVariance, 0);
  const action = `Cannot find the critical line of ${activation.name} at the bias variance ${biasVariance}`;
  const endless = "signals die out or grow without end";
  if (slopeAt(activation, 1, 1, 1) === 0) throw new RangeError(`${action}: its slope is 0 everywhere`);
  // On the line, σ_w² and then σ_b² follow from q; more q means more of both.
  const weight = (q: number): number => 1 / slopeAt(activation, q, 1, 1);
  const bias = (q: number): number =>
    q - nextSquare(activation, q, { weightVariance: weight(q), biasVariance: 0 });
  let far = 1e-6;
  while (bias(far) < biasVariance) {
    far *= 2;
    if (far > LARGEST) {
      throw new RangeError(`${action}: ${endless}`);
    }
  }
  // Without biases an activation that is 0 at 0 is critical where signals have died out; others never let them.
  const isAtZero = biasVariance === 0 && activation.f(0) === 0;
  const q = isAtZero ? 0 : crossing((square) => bias(square) - biasVariance, 0, far);
  const critical = weight(q);
  const above = 1.001 * q;
  const next = nextSquare(activation, above, { weightVariance: critical, biasVariance });
  // Where a little more signal grows, or no weights are large enough, nothing settles there.
  if (next > above * (1 + 1e-6) || critical > 1 / SMALLEST / 1000)
    throw new RangeError(`${action}: ${endless}`);
  return critical;
}

/** What `signalTheory` follows. */
export interface SignalOptions extends Variances {
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
  const both = check(options);
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
