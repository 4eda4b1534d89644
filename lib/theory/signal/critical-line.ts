import { checkFinite } from "../../math/checks";
import { crossing } from "../../math/crossing";
import type { Activation } from "../../network/activations";
import { LARGEST, nextSquare, slopeAt, SMALLEST } from "./layer-map";

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
