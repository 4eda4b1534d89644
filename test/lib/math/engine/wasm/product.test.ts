import assert from "node:assert/strict";
import { test } from "node:test";
import * as products from "../../../../../lib/math/engine/product";
import { seeded } from "../../../../../lib/math/random/seeded";
import { wasm } from "../../../../../lib/math/engine/wasm/instance";
import { product } from "../../../../../lib/math/engine/wasm/product";
import { assertSameBits, numbers, plainProduct } from "./numbers";

const workspace = wasm()!;
const random = seeded(1);

/** Checks A·B, Aᵀ·B, A·Bᵀ and Aᵀ·Bᵀ of one shape against the plain loops, and what matrices call. */
function check(m: number, k: number, n: number, share: number): void {
  const a = numbers(m * k, random, share);
  const b = numbers(k * n, random, share);
  for (const left of [false, true]) {
    for (const right of [false, true]) {
      const at = (i: number, p: number): number => a[left ? p * m + i : i * k + p]!;
      const bt = (p: number, j: number): number => b[right ? j * k + p : p * n + j]!;
      const expected = plainProduct(at, bt, m, k, n);
      const what = `${m}×${k}${left ? "ᵀ" : ""} by ${k}×${n}${right ? "ᵀ" : ""}`;
      const out = new Float64Array(m * n).fill(7);
      const first = left ? { data: a, row: 1, col: m } : { data: a, row: k, col: 1 };
      const second = right ? { data: b, row: 1, col: k } : { data: b, row: n, col: 1 };
      product(workspace, out, first, second, m, k, n);
      assertSameBits(out, expected, what);
      if (left && right) continue;
      products[left ? "transposeMultiply" : right ? "multiplyTranspose" : "multiply"](
        out.fill(7),
        a,
        b,
        m,
        k,
        n,
      );
      assertSameBits(out, expected, `${what} as matrices call it`);
    }
  }
}

test("WebAssembly with vectors is there", () => {
  assert.ok(workspace);
});

test("products of all small shapes have the bits of three plain loops", () => {
  for (let m = 0; m <= 9; m++) for (let k = 0; k <= 9; k++) for (let n = 0; n <= 9; n++) check(m, k, n, 0);
});

test("products of zeros, subnormals, infinities and NaN have the bits of three plain loops", () => {
  for (let round = 0; round < 600; round++) {
    const [m, k, n] = [0, 0, 0].map(() => Math.floor(random() * 14)) as [number, number, number];
    check(m, k, n, [0.02, 0.2, 1][round % 3]!);
  }
});

test("products of random shapes have the bits of three plain loops", () => {
  for (let round = 0; round < 200; round++) {
    const [m, k, n] = [0, 0, 0].map(() => Math.floor(random() ** 2 * 90)) as [number, number, number];
    check(m, k, n, 0.001);
  }
});

test("products keep their bits where one block ends and the next begins", () => {
  // Blocks end after 128 rows and 256 steps inside WebAssembly, and after 1024 of each outside.
  for (const rows of [127, 128, 129, 257]) check(rows, 7, 5, 0.01);
  for (const steps of [255, 256, 257, 513, 1023, 1024, 1025, 2100]) check(5, steps, 6, 0);
  for (const length of [1024, 1025, 2050]) {
    check(length, 3, 2, 0.01);
    check(2, 3, length, 0.01);
  }
  check(1026, 2, 1030, 0.01);
  check(3, 1030, 1027, 0);
  check(1027, 1025, 3, 0);
});

test("equal rows stay equal rows, and equal columns equal columns", () => {
  for (let round = 0; round < 2000; round++) {
    const [m, k, n] = [2, 1, 2].map((least) => least + Math.floor(random() ** 2 * 60)) as [
      number,
      number,
      number,
    ];
    const [a, b, out] = [numbers(m * k, random), numbers(k * n, random), new Float64Array(m * n)];
    const [i1, i2, j1, j2] = [m, m, n, n].map((size) => Math.floor(random() * size)) as [
      number,
      number,
      number,
      number,
    ];
    a.copyWithin(i1 * k, i2 * k, (i2 + 1) * k);
    for (let p = 0; p < k; p++) b[p * n + j1] = b[p * n + j2]!;
    product(workspace, out, { data: a, row: k, col: 1 }, { data: b, row: n, col: 1 }, m, k, n);
    const shape = `${m}×${k} by ${k}×${n}`;
    assertSameBits(
      out.slice(i1 * n, (i1 + 1) * n),
      out.slice(i2 * n, (i2 + 1) * n),
      `rows ${i1}, ${i2} of ${shape}`,
    );
    for (let i = 0; i < m; i++)
      assert.equal(out[i * n + j1], out[i * n + j2], `columns ${j1}, ${j2} of ${shape}`);
  }
});

test("large products do not make the memory of WebAssembly grow without bound", () => {
  const [m, n] = [3000, 3000];
  const out = new Float64Array(m * n);
  const ones = new Float64Array(m).fill(1);
  product(workspace, out, { data: ones, row: 1, col: 1 }, { data: ones, row: n, col: 1 }, m, 1, n);
  assert.equal(
    out.reduce((sum, entry) => sum + entry, 0),
    m * n,
  );
  assert.ok(workspace.numbers.byteLength < 28 * 2 ** 20, `${workspace.numbers.byteLength} bytes`);
});
