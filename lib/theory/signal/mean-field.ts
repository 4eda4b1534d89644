import { crossing } from "../../math/crossing";
import { log } from "../../math/elementary";
import { gaussianProduct } from "../../math/gaussian-product";
import type { Activation } from "../../network/activations";
import {
  checkVariances,
  LARGEST,
  nextCorrelation,
  nextSquare,
  slopeAt,
  SMALLEST,
  type Variances,
} from "./layer-map";

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
  const both = checkVariances(variances);
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
