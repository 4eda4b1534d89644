import { exp, log1p } from "../math/elementary";
import * as math from "../math/engine/functions";

/**
 * An activation function with its slope.
 *
 * Both are exact at the ends too: they neither overflow nor lose the tiny slopes of saturated units, for any |z| up to
 * 1e308 and for ±Infinity, and they hand NaN on. Write your own as a record like those in `activations`.
 */
export interface Activation {
  /** Name, as losses and messages use it. */
  readonly name: string;
  /** The formula of g(z) in TeX. */
  readonly tex: string;
  /** The activation g(z) of a pre-activation z. */
  readonly f: (z: number) => number;
  /** The slope g′(z), at the pre-activation z (not at the activation). */
  readonly df: (z: number) => number;
}

/**
 * Logistic sigmoid: squashes to (0, 1), flat at both ends, slope at most 1/4.
 *
 * @example
 * sigmoid.f(0); // 0.5
 * sigmoid.df(0); // 0.25
 * sigmoid.f(-1000); // 0
 */
export const sigmoid: Activation = {
  name: "sigmoid",
  tex: String.raw`\frac{1}{1 + e^{-z}}`,
  f: math.sigmoid,
  df: math.sigmoidSlope,
};

/**
 * Hyperbolic tangent: squashes to (−1, 1), odd, flat at both ends, slope at most 1.
 *
 * @example
 * tanh.f(0); // 0
 * tanh.df(0); // 1
 * tanh.f(1000); // 1
 */
export const tanh: Activation = {
  name: "tanh",
  tex: String.raw`\tanh z`,
  f: math.tanh,
  df: math.tanhSlope,
};

/**
 * Rectified linear unit: passes what is positive. It has no slope at 0; here it is 0 there, as is usual.
 *
 * @example
 * relu.f(-2); // 0
 * relu.df(3); // 1
 * relu.df(0); // 0
 */
export const relu: Activation = {
  name: "relu",
  tex: String.raw`\max(0, z)`,
  f: math.relu,
  df: math.reluSlope,
};

/**
 * Leaky rectified linear unit: slope 1 where z is positive and 0.01 elsewhere, 0 included.
 *
 * @see Maas, Hannun and Ng (2013)
 * @example
 * leakyRelu.f(-2); // -0.02
 * leakyRelu.df(0); // 0.01
 */
export const leakyRelu: Activation = {
  name: "leakyRelu",
  tex: String.raw`\max(0.01 z, z)`,
  f: (z) => (z > 0 ? z : 0.01 * z),
  df: (z) => (z > 0 ? 1 : z <= 0 ? 0.01 : NaN),
};

/**
 * Softplus: a smooth ReLU, whose slope is the sigmoid.
 *
 * @see Dugas et al. (2001)
 * @example
 * softplus.f(0); // Math.LN2
 * softplus.f(1e308); // 1e308
 * softplus.df(0); // 0.5
 */
export const softplus: Activation = {
  name: "softplus",
  tex: String.raw`\ln(1 + e^{z})`,
  f: (z) => Math.max(0, z) + log1p(exp(-Math.abs(z))),
  df: sigmoid.f,
};

/**
 * Identity: a linear layer, as for regression or for the logits of a softmax.
 *
 * @example
 * identity.f(-3); // -3
 * identity.df(-3); // 1
 */
export const identity: Activation = {
  name: "identity",
  tex: "z",
  f: (z) => z,
  df: (z) => (Number.isNaN(z) ? z : 1),
};

/**
 * All activations by name.
 *
 * @example
 * Object.keys(activations); // ["sigmoid", "tanh", "relu", "leakyRelu", "softplus", "identity"]
 */
export const activations: Readonly<
  Record<"sigmoid" | "tanh" | "relu" | "leakyRelu" | "softplus" | "identity", Activation>
> = { sigmoid, tanh, relu, leakyRelu, softplus, identity };
