import assert from "node:assert/strict";
import type { Matrix } from "../../lib/index";

/** Unit roundoff of double precision: the relative error of one operation is at most this. */
export const UNIT_ROUNDOFF: number = 2 ** -53;

/** Bound on the relative error of a sum of `n` products (Higham, Accuracy and Stability of Numerical Algorithms, 3.1). */
export function gamma(n: number): number {
  return (n * UNIT_ROUNDOFF) / (1 - n * UNIT_ROUNDOFF);
}

/** Asserts the same shape and the same bits: −0 differs from 0, and NaN equals NaN, whatever its sign. */
export function assertSameBits(actual: Matrix, expected: Matrix): void {
  assert.equal(actual.shape, expected.shape);
  const differs = actual.data.findIndex((entry, index) => !Object.is(entry, expected.data[index]));
  if (differs >= 0) {
    const [one, other] = [actual.data[differs]!, expected.data[differs]!];
    assert.fail(`entry ${differs} of ${actual.shape} is ${one}, not ${other}`);
  }
}

/** Asserts that each entry is within its own tolerance. */
export function assertWithin(actual: Matrix, expected: Matrix, tolerance: Matrix): void {
  assert.equal(actual.shape, expected.shape);
  actual.data.forEach((entry, index) => {
    const distance = Math.abs(entry - expected.data[index]!);
    assert.ok(
      distance <= tolerance.data[index]!,
      `${entry} is ${distance} from ${expected.data[index]!}, more than ${tolerance.data[index]!}`,
    );
  });
}

/** Asserts that a call throws an error of this name and wording, exactly. */
export function assertThrows(call: () => unknown, expected: string): void {
  assert.throws(call, (error) => {
    assert.equal(String(error), expected);
    return true;
  });
}
