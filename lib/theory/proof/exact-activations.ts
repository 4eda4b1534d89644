import type { Rational } from "./rational";
import { rational } from "./rational";

/** An activation that makes fractions of fractions, with its slope. */
export interface ExactActivation {
  readonly name: string;
  readonly tex: string;
  /** The activation g(z). */
  readonly f: (z: Rational) => Rational;
  /** The slope g′(z). */
  readonly df: (z: Rational) => Rational;
}

const ZERO = (): Rational => rational(0);
const ONE = (): Rational => rational(1);
/** The sign alone does not tell: that of zero may be positive. */
const isPositive = ({ s, n }: Rational): boolean => s > 0n && n > 0n;

/**
 * Activations for exact arithmetic, by name: those whose values at fractions are fractions.
 *
 * `relu` has slope 0 at 0; `square` is z²; `hardTanh` is z from −1 to 1 and flat outside.
 *
 * @example
 * exactActivations.square.f(rational("2/3")).toFraction(); // "4/9"
 * exactActivations.relu.f(rational(-2)).toFraction(); // "0"
 * exactActivations.hardTanh.df(rational("3/2")).toFraction(); // "0"
 */
export const exactActivations: Readonly<
  Record<"identity" | "relu" | "square" | "hardTanh", ExactActivation>
> = {
  identity: { name: "identity", tex: "z", f: (z) => z, df: ONE },
  relu: {
    name: "relu",
    tex: String.raw`\max(0, z)`,
    f: (z) => (isPositive(z) ? z : ZERO()),
    df: (z) => (isPositive(z) ? ONE() : ZERO()),
  },
  square: { name: "square", tex: "z^2", f: (z) => z.mul(z), df: (z) => z.add(z) },
  hardTanh: {
    name: "hardTanh",
    tex: String.raw`\max(-1, \min(1, z))`,
    f: (z) => (z.n <= z.d ? z : rational(z.s < 0n ? -1 : 1)),
    df: (z) => (z.n < z.d ? ONE() : ZERO()),
  },
};
