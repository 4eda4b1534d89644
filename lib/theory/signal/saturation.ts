import { gaussianMean } from "../../math/gaussian-mean";
import type { Matrix } from "../../math/matrix";
import { checkActivation, type Activation } from "../../network/activations";

/** A unit counts as saturated where its slope is below this share of the steepest: for tanh, where |a| > 0.97. */
const SATURATED_BELOW = 1 - 0.97 * 0.97;

/** Pre-activations far out, where the slopes of most activations have long settled, and of usual size. */
const [FAR, NEAR, USUAL] = [32, 8, 2];

/** The steepest slope from −reach to reach. */
function steepest(df: Slope, reach: number): number {
  let most = 0;
  for (let z = -reach; z <= reach; z += 1 / 64) {
    const size = Math.abs(df(z));
    if (size < Infinity) most = Math.max(most, size);
  }
  return most;
}

type Slope = Activation["df"];

/** What is known of a slope: whether it grows on and on, and below what it counts as flat. */
interface Steepness {
  readonly grows: boolean;
  readonly flatBelow: number;
}

/** Each slope is scanned once: thousands of layers may share it. */
const known = new WeakMap<Slope, Steepness>();

function steepnessOf({ df }: Activation): Steepness {
  let found = known.get(df);
  if (!found) {
    const far = steepest(df, FAR);
    const grows = far > 2 * steepest(df, NEAR);
    // Flatness is measured by the steepest slope, or by that at usual pre-activations if slopes grow without end.
    found = { grows, flatBelow: SATURATED_BELOW * (grows ? steepest(df, USUAL) : far) || Number.MIN_VALUE };
    known.set(df, found);
  }
  return found;
}

/** Whether the slopes of an activation grow on and on, as those of z³. */
export function growsWithoutEnd(activation: Activation): boolean {
  return steepnessOf(activation).grows;
}

/**
 * The share of pre-activations at which an activation is flat, so that next to no gradient passes.
 *
 * Flat means: the slope is less than 5.91 % of the activation's steepest, up to z = ±32. For tanh that is |a| > 0.97; for
 * sigmoid, a < 0.015 or a > 0.985; for ReLU, z ≤ 0, where a unit is off. An activation whose slope is 0 everywhere, such as
 * a step, is flat everywhere. For one whose slopes grow without end, such as z³, the steepest up to z = ±2 counts.
 *
 * @param Z - pre-activations of a layer, at least one
 * @param activation - of that layer
 * @returns a share from 0 to 1
 * @throws RangeError if Z has no entries
 * @see Glorot and Bengio (2010), section 3, on the saturation of tanh and sigmoid layers
 * @example
 * saturatedShare(Matrix.rowVector([0, 1, 3, -20]), tanh); // 0.5
 * saturatedShare(Matrix.rowVector([-1, 0, 1, 1e9]), relu); // 0.5
 * saturatedShare(Matrix.rowVector([-1, 0, 1, 9]), activation("z > 0")); // 1
 * saturatedShare(Matrix.rowVector([-1, 0, 1, 9]), activation("z^3")); // 0.25
 */
export function saturatedShare(Z: Matrix, activation: Activation): number {
  if (Z.data.length === 0) {
    throw new RangeError(
      `Cannot take the saturated share of a layer: its pre-activations are ${Z.shape}, and at least one is needed`,
    );
  }
  checkActivation("measure where a layer is flat", activation);
  return flatShare(Z.map(activation.df), activation);
}

/** The same, from slopes of the activation, at least one. */
export function flatShare({ data: slopes }: Matrix, activation: Activation): number {
  const limit = flatSlope(activation);
  let flat = 0;
  for (const slope of slopes) if (Math.abs(slope) < limit) flat++;
  return flat / slopes.length;
}

/** The slope below which an activation counts as flat: above 0, so that no slope at all always does. */
export function flatSlope(activation: Activation): number {
  checkActivation("measure where a layer is flat", activation);
  return steepnessOf(activation).flatBelow;
}

/**
 * The mean slope of an activation over normal pre-activations: the factor by which a layer weakens what comes back.
 *
 * @param activation - the activation
 * @param deviation - standard deviation of the pre-activations, from 0 up; their mean is 0
 * @returns E g′(z) for z ~ N(0, deviation²); for tanh it falls as 0.8 / deviation once that is large
 * @throws RangeError if `deviation` is negative or not finite, or a slope is not a finite number
 * @example
 * [1, 10, 100].map((deviation) => meanSlope(tanh, deviation)); // ≈ [0.606, 0.0795, 0.00798]
 */
export function meanSlope(activation: Activation, deviation: number): number {
  return gaussianMean(activation.df, deviation, `take the mean slope of ${activation.name}`);
}
