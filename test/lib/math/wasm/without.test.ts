import assert from "node:assert/strict";
import { test } from "node:test";
import { wasm } from "../../../../lib/math/wasm/instance";
import { seeded } from "../../../../lib/math/random";
import * as elementwise from "../../../../lib/math/wasm/elementwise";
import * as twin from "../../../../lib/math/wasm/twin";
import { assertSameBits, numbers } from "./numbers";

// The kernels are compiled at first use, so this comes early enough.
Reflect.deleteProperty(globalThis, "WebAssembly");

test("without WebAssembly there are no kernels", () => {
  assert.equal(wasm(), null);
});

test("without WebAssembly the twins take over", () => {
  const x = numbers(5000, seeded(6), 0.1);
  const [value, slope] = [new Float64Array(x.length), new Float64Array(x.length)];
  elementwise.exp(value, x);
  assertSameBits(value, x.map(twin.exp), "exp");
  elementwise.tanhAndSlope(value, slope, x);
  assertSameBits(value, x.map(twin.tanh), "tanh");
  assertSameBits(slope, x.map(twin.tanhSlope), "slope of tanh");
  elementwise.sigmoidAndSlope(value, slope, x);
  assertSameBits(value, x.map(twin.sigmoid), "sigmoid");
  assertSameBits(slope, x.map(twin.sigmoidSlope), "slope of sigmoid");
});
