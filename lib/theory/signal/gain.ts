import { gaussianMean } from "../../math/gaussian-mean";
import { checkActivation, type Activation } from "../../network/activations";

/**
 * The gain of an activation: with weights of standard deviation `gain / √fanIn`, a layer of it hands on the mean square 1
 * that it gets. It puts back the share that the activation takes.
 *
 * @param activation - the activation φ
 * @returns 1 / √(E φ(z)²) for z ~ N(0, 1)
 * @throws RangeError if the activation is 0 (nearly) everywhere, or is not a finite number somewhere
 * @see He et al. (2015), eq. 10, for ReLU
 * @example
 * gain(relu); // ≈ 1.41421356237
 * gain(tanh); // ≈ 1.5925374197
 */
export function gain(activation: Activation): number {
  checkActivation("take a gain", activation);
  const action = `take the gain of ${activation.name}`;
  const kept = gaussianMean((z) => activation.f(z) * activation.f(z), 1, action);
  if (kept > 0) return 1 / Math.sqrt(kept);
  throw new RangeError(`Cannot ${action}: it is 0 everywhere`);
}
