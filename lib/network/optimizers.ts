import { checkFinite } from "../math/checks";
import { pow } from "../math/elementary";

/**
 * A rule by which parameters move: the same for every weight and bias, each by its own gradients alone.
 *
 * That sentence is all that the symmetry of equal units needs. Write your own as a record like `gradientDescent`.
 */
export interface Optimizer {
  /** Name, as messages and figures use it. */
  readonly name: string;
  /** The rule in TeX: w is a parameter, g its gradient, α the learning rate, t the number of the step from 1. */
  readonly tex: string;
  /** How many numbers the rule remembers about each parameter. All are 0 before the first step. */
  readonly memory: number;
  /**
   * Moves parameters by one step, in place.
   *
   * @param w - parameters, changed
   * @param g - the gradient, one entry a parameter
   * @param memory - `memory` arrays as long as w, zeros before the first step, changed
   * @param learningRate - length of the step
   * @param t - number of this step, from 1
   */
  readonly move: (
    w: Float64Array,
    g: Float64Array,
    memory: readonly Float64Array[],
    learningRate: number,
    t: number,
  ) => void;
}

/** Throws unless a decay rate is at least 0 and below 1. */
function checkDecay(action: string, noun: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new RangeError(`Cannot ${action}: ${noun} must be from 0 up and below 1, not ${value}`);
}

/**
 * Plain gradient descent: against the gradient, in proportion to it.
 *
 * @example
 * const w = Float64Array.of(1);
 * gradientDescent.move(w, Float64Array.of(2), [], 0.25, 1);
 * w[0]; // 0.5
 */
export const gradientDescent: Optimizer = {
  name: "gradient descent",
  tex: String.raw`w \leftarrow w - \alpha g`,
  memory: 0,
  move: (w, g, _memory, learningRate) => {
    // Four per turn, as in ../math/engine/elementwise.ts.
    let i = 0;
    for (; i + 3 < w.length; i += 4) {
      w[i]! -= learningRate * g[i]!;
      w[i + 1]! -= learningRate * g[i + 1]!;
      w[i + 2]! -= learningRate * g[i + 2]!;
      w[i + 3]! -= learningRate * g[i + 3]!;
    }
    for (; i < w.length; i++) w[i]! -= learningRate * g[i]!;
  },
};

/**
 * Momentum: moves by a velocity that gathers the gradients and forgets them slowly.
 *
 * @param beta - share of the velocity that is left after a step, from 0 up and below 1; 0.9 if not given
 * @throws RangeError if `beta` is out of range
 * @see Polyak (1964); Goodfellow, Bengio and Courville (2016), algorithm 8.2
 * @example
 * const [w, velocity] = [Float64Array.of(0), Float64Array.of(0)];
 * momentum(0.5).move(w, Float64Array.of(1), [velocity], 1, 1);
 * momentum(0.5).move(w, Float64Array.of(1), [velocity], 1, 2);
 * [w[0], velocity[0]]; // [-2.5, 1.5]
 */
export function momentum(beta = 0.9): Optimizer {
  checkDecay("descend with momentum", "beta", beta);
  return {
    name: "momentum",
    tex: String.raw`v \leftarrow \beta v + g, \quad w \leftarrow w - \alpha v`,
    memory: 1,
    move: (w, g, [v], learningRate) => {
      for (let i = 0; i < w.length; i++) {
        v![i] = beta * v![i]! + g[i]!;
        w[i]! -= learningRate * v![i]!;
      }
    },
  };
}

/**
 * RMSProp: divides each gradient by the root of the mean of its recent squares, so that steep and flat directions take
 * steps of about the same length.
 *
 * @param options - `rho`, the share of the mean that is left after a step, from 0 up and below 1 (0.9 if not given);
 *   `epsilon`, a positive number that keeps the divisor from 0 (1e-8 if not given)
 * @throws RangeError if an option is out of range
 * @see Tieleman and Hinton (2012), lecture 6.5; Goodfellow, Bengio and Courville (2016), algorithm 8.5
 * @example
 * const [w, meanSquare] = [Float64Array.of(0), Float64Array.of(0)];
 * rmsProp({ rho: 0.75 }).move(w, Float64Array.of(100), [meanSquare], 1, 1);
 * meanSquare[0]; // 2500
 * w[0]; // ≈ -2.0000
 */
export function rmsProp({ rho = 0.9, epsilon = 1e-8 }: { rho?: number; epsilon?: number } = {}): Optimizer {
  checkDecay("descend with RMSProp", "rho", rho);
  checkFinite("descend with RMSProp", "epsilon", epsilon, Number.MIN_VALUE);
  return {
    name: "RMSProp",
    tex: String.raw`r \leftarrow \rho r + (1 - \rho) g^2, \quad w \leftarrow w - \alpha \frac{g}{\sqrt{r} + \epsilon}`,
    memory: 1,
    move: (w, g, [r], learningRate) => {
      for (let i = 0; i < w.length; i++) {
        r![i] = rho * r![i]! + (1 - rho) * g[i]! * g[i]!;
        w[i]! -= (learningRate * g[i]!) / (Math.sqrt(r![i]!) + epsilon);
      }
    },
  };
}

/** Settings of `adam`. */
export interface AdamOptions {
  /** Share of the mean gradient that is left after a step, from 0 up and below 1; 0.9 if not given. */
  readonly beta1?: number;
  /** Share of the mean square that is left after a step, from 0 up and below 1; 0.999 if not given. */
  readonly beta2?: number;
  /** Positive number that keeps the divisor from 0; 1e-8 if not given. */
  readonly epsilon?: number;
}

/**
 * Adam: momentum and RMSProp together, both corrected for their start at 0.
 *
 * @param options - `beta1`, `beta2` and `epsilon`
 * @throws RangeError if an option is out of range
 * @see Kingma and Ba (2015), algorithm 1
 * @example
 * const [w, m, v] = [Float64Array.of(0), Float64Array.of(0), Float64Array.of(0)];
 * adam().move(w, Float64Array.of(1e-3), [m, v], 0.1, 1);
 * w[0]; // ≈ -0.1000
 */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {}): Optimizer {
  checkDecay("descend with Adam", "beta1", beta1);
  checkDecay("descend with Adam", "beta2", beta2);
  checkFinite("descend with Adam", "epsilon", epsilon, Number.MIN_VALUE);
  return {
    name: "Adam",
    tex:
      String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad ` +
      String.raw`w \leftarrow w - \alpha \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    memory: 2,
    move: (w, g, [m, v], learningRate, t) => {
      const [correction1, correction2] = [1 - pow(beta1, t), 1 - pow(beta2, t)];
      for (let i = 0; i < w.length; i++) {
        m![i] = beta1 * m![i]! + (1 - beta1) * g[i]!;
        v![i] = beta2 * v![i]! + (1 - beta2) * g[i]! * g[i]!;
        w[i]! -= (learningRate * (m![i]! / correction1)) / (Math.sqrt(v![i]! / correction2) + epsilon);
      }
    },
  };
}

/**
 * Weight decay: every parameter, biases too, first shrinks by the share `learningRate · lambda`, then moves as the
 * optimizer says. With gradient descent this is an L2 penalty of lambda/2 times the sum of squares; with Adam it is AdamW.
 *
 * @param lambda - strength, from 0 up
 * @param optimizer - the rule that follows, gradient descent if not given
 * @throws RangeError if `lambda` is negative or not finite
 * @see Loshchilov and Hutter (2019), Decoupled weight decay regularization
 * @example
 * const w = Float64Array.of(1);
 * weightDecay(0.5).move(w, Float64Array.of(0), [], 0.5, 1);
 * w[0]; // 0.75
 */
export function weightDecay(lambda: number, optimizer: Optimizer = gradientDescent): Optimizer {
  checkFinite("let weights decay", "lambda", lambda, 0);
  return {
    name: `${optimizer.name} with weight decay`,
    tex: String.raw`w \leftarrow (1 - \alpha \lambda) w, \quad ${optimizer.tex}`,
    memory: optimizer.memory,
    move: (w, g, memory, learningRate, t) => {
      for (let i = 0; i < w.length; i++) w[i]! -= learningRate * lambda * w[i]!;
      optimizer.move(w, g, memory, learningRate, t);
    },
  };
}
