import { atan2, cos, exp, log, log10, log1p, pow, sin } from "../../math/elementary";
import { erf } from "../../math/gaussian";
import { activations } from "../../network/activations";

/** A function of one number with its slope. */
export interface Term {
  readonly f: (z: number) => number;
  readonly df: (z: number) => number;
}

/** A product of slopes: where one is flat, nothing gets through, however steep the other. */
function chain(slope: number, inner: number): number {
  const isFlat = slope === 0 || inner === 0;
  return isFlat && !Number.isNaN(slope) && !Number.isNaN(inner) ? 0 : slope * inner;
}

/** A function of another: the chain rule. */
export function composed(outer: Term, inner: Term): Term {
  return {
    f: (z) => outer.f(inner.f(z)),
    df: (z) => chain(outer.df(inner.f(z)), inner.df(z)),
  };
}

/** A number that does not depend on z. */
export const constantTerm = (value: number): Term => ({ f: () => value, df: () => 0 });

/** The variable. */
export const variable: Term = { f: (z) => z, df: () => 1 };

/** Flat wherever it is a number, such as 1 where a condition holds and 0 elsewhere. */
const flat = (f: (z: number) => number): Term => ({ f, df: (z) => (Number.isNaN(f(z)) ? NaN : 0) });

/** A power of any base, real or NaN. */
function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (base !== base || exponent !== exponent) return NaN;
  const isOdd = exponent % 2 === 1 || exponent % 2 === -1;
  if (base < 0 && !Number.isInteger(exponent)) return NaN;
  return (base < 0 && isOdd ? -1 : 1) * powerOfSize(Math.abs(base), exponent);
}

function powerOfSize(base: number, exponent: number): number {
  if (base === 1) return 1;
  const isInfinite = base === Infinity || Math.abs(exponent) === Infinity;
  if (isInfinite || (base === 0 && exponent < 0)) return base > 1 === exponent > 0 ? Infinity : 0;
  return pow(base, exponent);
}

/** e^x − 1 without cancellation. */
function expm1(x: number): number {
  const t = activations.tanh.f(x / 2);
  return x > 1 || x < -1 ? exp(x) - 1 : (2 * t) / (1 - t);
}

const sinh = (x: number): number => (expm1(x) - expm1(-x)) / 2;
const cosh = (x: number): number => (exp(x) + exp(-x)) / 2;
const atan = (x: number): number =>
  Math.abs(x) === Infinity ? (Math.sign(x) * Math.PI) / 2 : x === x ? atan2(x, 1) : x;
const tan = (x: number): number => sin(x) / cos(x);

/** A logarithm with its slope, which has no value either where the logarithm has none. */
const logarithm = (f: (x: number) => number, factor: number): Term => ({
  f,
  df: (x) => (x < 0 ? NaN : factor / x),
});

/** The functions of one number that a formula may call, each with its slope. */
export const functions: Readonly<Record<string, Term>> = {
  ...activations,
  exp: { f: exp, df: exp },
  ln: logarithm(log, 1),
  log: logarithm(log, 1),
  log10: logarithm(log10, Math.LOG10E),
  log2: logarithm((x) => log(x) / Math.LN2, Math.LOG2E),
  log1p: { f: log1p, df: (x) => (x < -1 ? NaN : 1 / (1 + x)) },
  expm1: { f: expm1, df: exp },
  sqrt: { f: Math.sqrt, df: (x) => 0.5 / Math.sqrt(x) },
  cbrt: { f: (x) => Math.sign(x) * power(Math.abs(x), 1 / 3), df: (x) => power(Math.abs(x), -2 / 3) / 3 },
  sin: { f: sin, df: cos },
  cos: { f: cos, df: (x) => -sin(x) },
  tan: { f: tan, df: (x) => 1 + tan(x) * tan(x) },
  sinh: { f: sinh, df: cosh },
  cosh: { f: cosh, df: sinh },
  atan: { f: atan, df: (x) => 1 / (1 + x * x) },
  erf: {
    f: (x) => (Number.isNaN(x) ? NaN : erf(x)),
    df: (x) => (2 / Math.sqrt(Math.PI)) * exp(-x * x),
  },
  sign: flat(Math.sign),
  floor: flat(Math.floor),
  ceil: flat(Math.ceil),
  round: flat(Math.round),
};

/** What makes a term of some others: an operator, or a function that looks at more than a number. */
type Combination = (u: Term, v: Term) => Term;

/** One of two terms at each z: that one for which `isFirst` says so. NaN is neither. Where they meet, the slope is that on the left. */
function chosen(
  u: Term,
  v: Term,
  isFirst: (a: number, b: number) => boolean,
  atTie: (...slopes: number[]) => number,
): Term {
  return {
    f: (z) => {
      const [a, b] = [u.f(z), v.f(z)];
      return a !== a || b !== b ? NaN : isFirst(a, b) ? a : b;
    },
    df: (z) => {
      const [a, b] = [u.f(z), v.f(z)];
      if (a === b) return atTie(u.df(z), v.df(z));
      return a !== a || b !== b ? NaN : isFirst(a, b) ? u.df(z) : v.df(z);
    },
  };
}

const larger: Combination = (u, v) => chosen(u, v, (a, b) => a >= b, Math.min);
const smaller: Combination = (u, v) => chosen(u, v, (a, b) => a <= b, Math.max);
const minus = (u: Term): Term => ({ f: (z) => -u.f(z), df: (z) => -u.df(z) });

/** 1 where a condition on two numbers holds, 0 where not; no number where one of the two is none. */
const condition =
  (holds: (a: number, b: number) => boolean): Combination =>
  (u, v) =>
    flat((z) => {
      const [a, b] = [u.f(z), v.f(z)];
      return a !== a || b !== b ? NaN : Number(holds(a, b));
    });

/** The operators of formulas, by the names that mathjs gives them. */
export const operators: Readonly<Record<string, Combination>> = {
  unaryPlus: (u) => u,
  unaryMinus: minus,
  add: (u, v) => ({ f: (z) => u.f(z) + v.f(z), df: (z) => u.df(z) + v.df(z) }),
  subtract: (u, v) => ({ f: (z) => u.f(z) - v.f(z), df: (z) => u.df(z) - v.df(z) }),
  multiply: (u, v) => ({
    f: (z) => u.f(z) * v.f(z),
    df: (z) => chain(u.df(z), v.f(z)) + chain(v.df(z), u.f(z)),
  }),
  divide: (u, v) => ({
    f: (z) => u.f(z) / v.f(z),
    df: (z) => (u.df(z) - chain(v.df(z), u.f(z) / v.f(z))) / v.f(z),
  }),
  mod: (u, v) => ({
    f: (z) => u.f(z) - v.f(z) * Math.floor(u.f(z) / v.f(z)),
    df: (z) => u.df(z) - chain(v.df(z), Math.floor(u.f(z) / v.f(z))),
  }),
  pow: (u, v) => ({
    f: (z) => power(u.f(z), v.f(z)),
    df: (z) => {
      const [base, exponent] = [u.f(z), v.f(z)];
      const byBase = chain(exponent * power(base, exponent - 1), u.df(z));
      const slope = v.df(z);
      return slope === 0 ? byBase : byBase + slope * power(base, exponent) * log(base);
    },
  }),
  larger: condition((a, b) => a > b),
  largerEq: condition((a, b) => a >= b),
  smaller: condition((a, b) => a < b),
  smallerEq: condition((a, b) => a <= b),
  equal: condition((a, b) => a === b),
  unequal: condition((a, b) => a !== b),
  and: condition((a, b) => a !== 0 && b !== 0),
  or: condition((a, b) => a !== 0 || b !== 0),
  not: (u) => condition((a) => a === 0)(u, u),
};

/** The functions that take the whole of their arguments, of which there may be more than one. */
export const combinations: Readonly<
  Record<
    string,
    { readonly from: number; readonly to: number; readonly of: (terms: readonly Term[]) => Term }
  >
> = {
  // At its kink |u| has the slope on the left, as max(0, z) has.
  abs: { from: 1, to: 1, of: ([u]) => larger(u!, minus(u!)) },
  max: { from: 2, to: Infinity, of: (terms) => terms.reduce(larger) },
  min: { from: 2, to: Infinity, of: (terms) => terms.reduce(smaller) },
  pow: { from: 2, to: 2, of: ([u, v]) => operators.pow!(u!, v!) },
};

/** The first term where the condition is not 0, the second where it is. */
export function conditional(test: Term, yes: Term, no: Term): Term {
  const branch = (z: number): Term | undefined => {
    const holds = test.f(z);
    return holds !== holds ? undefined : holds === 0 ? no : yes;
  };
  return { f: (z) => branch(z)?.f(z) ?? NaN, df: (z) => branch(z)?.df(z) ?? NaN };
}
