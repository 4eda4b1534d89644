import { numericSlope } from "../../math/numeric-slope";
import { activations, type Activation } from "../../network/activations";
import { readFormula } from "./activation-formula";

/** Pre-activations at which a new activation is tried: one that is a number at none of them is a mistake. */
const trials = Array.from({ length: 65 }, (_, k) => (k - 32) / 4 + 0.1);

/**
 * Makes an activation of your own, which works wherever an activation is taken: from a formula in z, or from a function.
 *
 * A formula is written as `z * exp(-z^2)`, `max(0, z)` or `z > 0 ? z : 0.1 z`; it may call exp, log, sqrt, sin, tanh, abs,
 * sign and the like, and the library's own activations. Its slope follows by the chain rule. The slope of a function is
 * `df`, or is computed from differences, with an error of about 1e-12. At a kink the slope is that on the left, as usual
 * for ReLU.
 *
 * @param formula - a formula in z, or a name for the function `f`
 * @param f - the activation g(z), a function of a number
 * @param df - its slope g′(z)
 * @returns the activation; for the name of one of the library's own, that one
 * @throws SyntaxError or RangeError if the formula cannot be read, with the place
 * @throws TypeError or RangeError if `f` or `df` is not a function from numbers to numbers
 * @example
 * const bump = activation("z * exp(-z^2)");
 * bump.f(1); // ≈ 0.36787944
 * bump.df(1); // ≈ -0.36787944
 * activation("z^2 / (1 + abs(z))").df(-1); // -0.75
 * activation("sin", Math.sin).df(0); // ≈ 1.00000000
 * activation("tanh") === tanh; // true
 * activation("z * w"); // throws RangeError: Cannot make an activation of "z * w": w at character 5 is unknown; the variable is z, and the constants are pi and e
 */
export function activation(
  formula: string,
  f?: (z: number) => number,
  df?: (z: number) => number,
): Activation {
  if (typeof formula !== "string")
    throw new TypeError(`Cannot make an activation of ${describe(formula)}: ${usage}`);
  if (f === undefined) return fromFormula(formula);
  if (typeof f !== "function" || (df !== undefined && typeof df !== "function")) {
    throw new TypeError(`Cannot make the activation ${JSON.stringify(formula)}: ${usage}`);
  }
  check(formula, "its value", f);
  if (df) check(formula, "its slope", df);
  return { name: formula, f, df: df ?? numericSlope(f) };
}

const usage =
  'give a formula, as activation("z * exp(-z^2)"), or a name and a function, as activation("sin", Math.sin)';

function describe(value: unknown): string {
  return typeof value === "function" ? `the function ${value.name || "without a name"}` : String(value);
}

function written(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function fromFormula(text: string): Activation {
  const name = text.trim().replaceAll(/\s+/g, " ");
  const own = Object.values<Activation>(activations).find((one) =>
    [one.name, `${one.name}(z)`].includes(name),
  );
  if (own) return own;
  const { f, df, tex } = readFormula(text);
  check(name, "its value", f);
  return { name, tex, f, df };
}

/** Throws unless f makes numbers of numbers, and some of them finite. */
function check(name: string, noun: string, f: (z: number) => unknown): void {
  const values = trials.map((z) => f(z));
  const odd = values.findIndex((value) => typeof value !== "number");
  const start = `Cannot make the activation ${JSON.stringify(name)}: ${noun}`;
  if (odd >= 0)
    throw new TypeError(`${start} at z = ${trials[odd]!} is ${written(values[odd])}, and not a number`);
  if (!values.some(Number.isFinite))
    throw new RangeError(`${start} is not a finite number at any z from -8 to 8`);
}
