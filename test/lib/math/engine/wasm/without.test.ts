import assert from "node:assert/strict";
import { test } from "node:test";
import * as products from "../../../../../lib/math/engine/product";
import { wasm } from "../../../../../lib/math/engine/wasm/instance";
import { seeded } from "../../../../../lib/math/random/seeded";
import * as elementwise from "../../../../../lib/math/engine/wasm/elementwise";
import * as single from "../../../../../lib/math/elementary/activations";
import { assertSameBits, numbers, plainProduct } from "./numbers";

// The loops are compiled at first use, so this comes early enough.
Reflect.deleteProperty(globalThis, "WebAssembly");

test("without WebAssembly there are no compiled loops", () => {
  assert.equal(wasm(), null);
});

test("without WebAssembly single numbers take over", () => {
  const x = numbers(5000, seeded(6), 0.1);
  const [value, slope] = [new Float64Array(x.length), new Float64Array(x.length)];
  elementwise.tanh.both(value, slope, x);
  assertSameBits(value, x.map(single.tanh), "tanh");
  assertSameBits(slope, x.map(single.tanhSlope), "slope of tanh");
  elementwise.sigmoid.both(value, slope, x);
  assertSameBits(value, x.map(single.sigmoid), "sigmoid");
  assertSameBits(slope, x.map(single.sigmoidSlope), "slope of sigmoid");
});

test("without WebAssembly products have the same bits", () => {
  const [m, k, n] = [17, 33, 9];
  const [a, b] = [numbers(m * k, seeded(7), 0.01), numbers(k * n, seeded(8), 0.01)];
  const out = new Float64Array(m * n);
  products.multiply(out, a, b, m, k, n);
  const expected = plainProduct(
    (i, p) => a[i * k + p]!,
    (p, j) => b[p * n + j]!,
    m,
    k,
    n,
  );
  assertSameBits(out, expected, "product");
});
