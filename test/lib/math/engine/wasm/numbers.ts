/** What the tests of the compiled loops share: plain loops as the oracle, awkward numbers, comparison bit by bit. */
import assert from "node:assert/strict";
import { seeded, type Random } from "../../../../../lib/math/random/seeded";

/** Numbers at which arithmetic goes wrong first. */
export const AWKWARD: readonly number[] = [
  0,
  -0,
  Infinity,
  -Infinity,
  NaN,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.2250738585072014e-308,
  1e-310,
  -3e-320,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  1e-160,
  1,
  -1,
  1 + Number.EPSILON,
];

/** `count` numbers of widely different size; `share` of them awkward. */
export function numbers(count: number, random: Random, share = 0): Float64Array {
  return Float64Array.from({ length: count }, () =>
    random() < share
      ? AWKWARD[Math.floor(random() * AWKWARD.length)]!
      : (random() - 0.5) * 10 ** Math.floor(random() * 9 - 4),
  );
}

/** `count` numbers of random bits: every size, subnormals, infinities and NaNs too. */
export function randomBits(count: number, seed: number): Float64Array {
  const random = seeded(seed);
  const words = Uint32Array.from({ length: 2 * count }, () => random() * 2 ** 32);
  return new Float64Array(words.buffer);
}

/** A·B by the three plain loops that define its bits. */
export function plainProduct(
  a: (i: number, p: number) => number,
  b: (p: number, j: number) => number,
  m: number,
  k: number,
  n: number,
): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      for (let j = 0; j < n; j++) out[i * n + j]! += a(i, p) * b(p, j);
    }
  }
  return out;
}

/** Fails unless both hold the same numbers bit for bit (0 is not −0); one NaN is as good as another. */
export function assertSameBits(actual: Float64Array, expected: Float64Array, what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(actual[i], expected[i])) continue;
    assert.fail(`${what}: entry ${i} is ${actual[i]!}, not ${expected[i]!}`);
  }
}
