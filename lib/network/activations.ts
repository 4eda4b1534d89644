import { checkFinite } from "../math/checks";
import { exp, log1p } from "../math/elementary";
import * as math from "../math/elementary/activations";
import { normalCdf, normalDensity } from "../math/gaussian";

/**
 * An activation function with its slope.
 *
 * In the library's own, both are exact at the ends too: they neither overflow nor lose the tiny slopes of saturated units, for any |z| up to
 * 1e308 and for ±Infinity, and they hand NaN on. Make your own with `activation`, or write it as such a record.
 */
export interface Activation {
  /** Name, as losses and messages use it. */
  readonly name: string;
  /** The formula of g(z) in TeX, if it has one. */
  readonly tex?: string;
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
 * Makes a leaky rectified linear unit: slope 1 where z is positive, and a smaller one elsewhere, 0 included.
 *
 * @param slope - slope on the negative side, a finite number
 * @returns the activation
 * @throws RangeError if `slope` is not finite
 * @see Maas, Hannun and Ng (2013)
 * @example
 * leaky(0.2).f(-2); // -0.4
 * leaky(0.2).df(3); // 1
 */
export function leaky(slope: number): Activation {
  checkFinite("make a leaky ReLU", "its negative slope", slope);
  return {
    name: `leaky(${slope})`,
    tex: String.raw`\max(${slope} z, z)`,
    f: (z) => (z > 0 ? z : slope * z),
    df: (z) => (z > 0 ? 1 : z <= 0 ? slope : NaN),
  };
}

/**
 * The usual leaky ReLU, with slope 0.01 on the negative side.
 *
 * @see Maas, Hannun and Ng (2013)
 * @example
 * leakyRelu.f(-2); // -0.02
 * leakyRelu.df(0); // 0.01
 */
export const leakyRelu: Activation = { ...leaky(0.01), name: "leakyRelu" };

/**
 * Gaussian error linear unit: z times the probability that a standard normal number is below z.
 *
 * @see Hendrycks and Gimpel (2016)
 * @example
 * gelu.f(1); // ≈ 0.841344746069
 * gelu.df(0); // 0.5
 */
export const gelu: Activation = {
  name: "gelu",
  tex: String.raw`z\,\Phi(z)`,
  f: (z) => (Number.isNaN(z) ? NaN : z === -Infinity ? 0 : z * normalCdf(z) + 0),
  df: (z) => (Number.isNaN(z) ? NaN : Math.abs(z) > 40 ? Number(z > 0) : normalCdf(z) + z * normalDensity(z)),
};

/**
 * Sigmoid linear unit, also called swish: z times its sigmoid.
 *
 * @see Elfwing, Uchibe and Doya (2017); Ramachandran, Zoph and Le (2017)
 * @example
 * silu.f(1); // ≈ 0.731058578630
 * silu.df(0); // 0.5
 */
export const silu: Activation = {
  name: "silu",
  tex: String.raw`z\,\sigma(z)`,
  f: (z) => (z === -Infinity ? 0 : z * sigmoid.f(z) + 0),
  df: (z) => (Math.abs(z) > 800 ? Number(z > 0) : sigmoid.f(z) + z * sigmoid.df(z)),
};

/** The constants that give activations of mean 0 and variance 1 a fixed point there; Klambauer et al. (2017), eq. 14. */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/**
 * Scaled exponential linear unit, made so that weights of variance 1 / fan-in keep activations at mean 0 and variance 1.
 *
 * @see Klambauer et al. (2017)
 * @example
 * selu.f(1); // ≈ 1.050700987355
 * selu.f(-1000); // ≈ -1.758099340847
 */
export const selu: Activation = {
  name: "selu",
  tex: String.raw`1.0507 \begin{cases} z & z > 0 \\ 1.6733 (e^z - 1) & z \le 0 \end{cases}`,
  f: (z) => {
    if (z > 0) return SELU_SCALE * z;
    // e^z − 1 without cancellation.
    const t = math.tanh(z / 2);
    return SELU_SCALE * SELU_ALPHA * ((2 * t) / (1 - t));
  },
  df: (z) => SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * exp(z)),
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
  f: math.identity,
  df: math.identitySlope,
};

/**
 * All activations by name.
 *
 * @example
 * Object.keys(activations).slice(0, 4); // ["sigmoid", "tanh", "relu", "leakyRelu"]
 */
export const activations = { sigmoid, tanh, relu, leakyRelu, softplus, identity, gelu, silu, selu } as const;

/**
 * Throws unless `value` is an activation; `action` names what was tried with it.
 *
 * What readers give instead is a function alone, or a record without a slope; both are told the line that works.
 */
export function checkActivation(action: string, value: unknown): asserts value is Activation {
  if (typeof value === "function") {
    const name = value.name || "own";
    const called = (Math as unknown as Record<string, unknown>)[name] === value ? `Math.${name}` : name;
    throw new TypeError(
      `Cannot ${action} with a function as its activation: write activation("${name}", ${called})`,
    );
  }
  const { name = "own", f, df } = (value ?? {}) as Partial<Record<keyof Activation, unknown>>;
  if (typeof f === "function" && typeof df === "function") return;
  const flaw =
    typeof f !== "function"
      ? `${describe(value)} as its activation: give tanh, relu or another, or make one with activation("z * exp(-z^2)")`
      : `an activation without its slope df: write activation(${JSON.stringify(name)}, f), which finds the slope by itself`;
  throw new TypeError(`Cannot ${action} with ${flaw}`);
}

function describe(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value)
    : typeof value === "object" && value
      ? "an object"
      : String(value);
}
