import assert from "node:assert/strict";
import { test } from "node:test";
import { lostZooms } from "../../../jupyter/renderer/src/figure/zoom";

const zoomed = { autorange: false, range: [180, 270] };

function run(steps: number): { data: { x: number[]; y: number[] }[]; layout: Record<string, never> } {
  const x = Array.from({ length: steps }, (_, i) => i);
  return { data: [{ x, y: x.map((step) => 1 / (1 + step)) }], layout: {} };
}

test("a zoom is kept while it shows something of the figure that is drawn anew", () => {
  const drawn = { xaxis: zoomed, yaxis: { autorange: true, range: [0, 1] } };
  assert.deepEqual(lostZooms(drawn, run(300)), []);
  assert.deepEqual(lostZooms(drawn, run(200)), []);
  assert.deepEqual(lostZooms(drawn, run(30)), ["xaxis"]);
});

test("what no reader has zoomed is none of a zoom", () => {
  assert.deepEqual(lostZooms({ xaxis: { ...zoomed, autorange: true } }, run(30)), []);
  assert.deepEqual(lostZooms({ xaxis: zoomed }, { ...run(30), layout: { xaxis: { range: [0, 30] } } }), []);
  assert.deepEqual(lostZooms({}, run(30)), []);
});

test("a zoom on a logarithmic axis is told in powers of ten, and each pair of axes has its own", () => {
  const [trace] = run(30).data;
  const second = { data: [{ ...trace!, xaxis: "x2" }], layout: {} };
  assert.deepEqual(lostZooms({ xaxis2: { autorange: false, range: [2, 3], type: "log" } }, second), [
    "xaxis2",
  ]);
  assert.deepEqual(lostZooms({ xaxis2: { autorange: false, range: [1, 3], type: "log" } }, second), []);
  assert.deepEqual(lostZooms({ xaxis: zoomed }, second), []);
});

test("words and dates have no place that could be missed", () => {
  const named = { data: [{ x: ["a", "b"], y: [1, 2] }], layout: {} };
  assert.deepEqual(lostZooms({ xaxis: zoomed }, named), []);
});
