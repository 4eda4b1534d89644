import { checkFinite, checkInteger } from "../math/checks";
import { cos, sin } from "../math/elementary";
import { Matrix } from "../math/matrix";
import { numpyRandom } from "../math/random/numpy";
import type { Dataset } from "./dataset";

/** Radius of the inner circle; the outer has radius 1. */
const INNER = 0.8;

/**
 * Draws the two circles of a published course assignment: `np.random.seed(seed)`, then scikit-learn's
 * `make_circles(n_samples=count, noise=noise)`.
 *
 * @param options - `count` (even, from 2 up), `noise` (standard deviation, from 0 up) and `seed` (0 to 2³² − 1)
 * @returns 2 × count inputs and 1 × count labels in NumPy's order; class 0 is the outer circle, class 1 the inner
 * @throws RangeError if an option is out of range
 * @see deeplearning.ai, Improving Deep Neural Networks, assignment "Initialization"; scikit-learn, make_circles
 * @example
 * const { X, Y } = numpyCircles({ count: 300, noise: 0.05, seed: 1 });
 * X.column(0); // ≈ [-0.07741354, 0.85260226]
 * Y.mean(); // 0.5
 */
export function numpyCircles(options: { count: number; noise: number; seed: number }): Dataset {
  const { count, noise, seed } = options;
  checkFinite("draw circles", "the noise", noise, 0);
  checkInteger("draw circles", "half the number of examples", count / 2, 1);
  const np = numpyRandom(seed);
  const half = count / 2;
  const order = np.shuffle(Array.from({ length: count }, (_, i) => i));
  const X = Matrix.zeros(2, count);
  order.forEach((place, example) => {
    const radius = place < half ? 1 : INNER;
    const angle = (2 * Math.PI * (place % half)) / half;
    X.data[example] = radius * cos(angle) + noise * np.normal();
    X.data[count + example] = radius * sin(angle) + noise * np.normal();
  });
  return { name: "circles", X, Y: Matrix.rowVector(order.map((place) => (place < half ? 0 : 1))) };
}
