import { mathjs } from "../formula/mathjs";

/** A fraction of two integers of any size: arithmetic without rounding. What mathjs calls a Fraction is one. */
export interface Rational {
  /** Sign, −1 or 1; that of zero means nothing. */
  readonly s: bigint;
  /** Numerator, without sign. */
  readonly n: bigint;
  /** Denominator, positive; it has no divisor in common with the numerator. */
  readonly d: bigint;
  add(other: Rational): Rational;
  sub(other: Rational): Rational;
  mul(other: Rational): Rational;
  equals(other: Rational): boolean;
  toFraction(): string;
}

/** A rational number as it is written down: `"1/3"`, `"0.1"`, `0.5`. A number means the decimal that it is printed as. */
export type RationalInput = number | string;

/**
 * Makes a fraction.
 *
 * @param value - a decimal or a quotient, e.g. `"1/3"`, `"0.1"` or 0.5; the number 0.1 means 1/10
 * @throws TypeError if it is not a finite number or cannot be read as one
 * @example
 * rational("1/3").add(rational(0.1)).toFraction(); // "13/30"
 * rational("a third"); // throws TypeError: Cannot make a fraction of "a third": write a decimal or a quotient, e.g. "1/3"
 */
export function rational(value: RationalInput): Rational {
  try {
    // mathjs reads no exponent in a fraction, and JavaScript prints small and large numbers with one.
    const [decimal, exponent] = typeof value === "number" ? String(value).split("e") : [value];
    const fraction: Rational = mathjs().fraction(decimal!);
    return exponent === undefined ? fraction : fraction.mul(powerOfTen(Number(exponent)));
  } catch {
    const written = typeof value === "number" ? value : JSON.stringify(value);
    throw new TypeError(`Cannot make a fraction of ${written}: write a decimal or a quotient, e.g. "1/3"`);
  }
}

function powerOfTen(exponent: number): Rational {
  const power = `1${"0".repeat(Math.abs(exponent))}`;
  return mathjs().fraction(exponent < 0 ? `1/${power}` : power);
}

/** Decimal digits of the longer of numerator and denominator. */
export function digitsOf({ n, d }: Rational): number {
  const larger = n > d ? n : d;
  // Four bits a hexadecimal digit; written in tens, a long number would take quadratic time.
  const bits = 4 * larger.toString(16).length;
  return bits <= 1000 ? larger.toString().length : Math.ceil(bits * Math.LN2 * Math.LOG10E);
}
