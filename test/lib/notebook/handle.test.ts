import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { handle } from "../../../lib/index";
import { assertThrows } from "../assertions";

const plane = { x: [-2, 2], y: [0, 1] } as const;

describe("a handle in a figure", () => {
  test("sets two numbers, which a page sends as they would be typed", () => {
    const { start, read, words } = handle([0.5, 1], plane);
    assert.deepEqual(start, [0.5, 1]);
    assert.deepEqual(read({ value: " -1.5,2e-1 " }), { value: [-1.5, 0.2] });
    assert.deepEqual(read({ value: "1,5; 0,5" }), { value: [1.5, 0.5] });
    assert.equal(read({ index: 1 }), undefined);
    assert.equal(read({ value: 1 }), undefined);
    assert.equal(words(start), "(0.5, 1)");
  });

  test("has the same value when it is back in its place, so that nothing is drawn anew", () => {
    const { start, read, fit } = handle([0.5, 1], plane);
    assert.equal(read({ value: "0.5, 1" })!.value, start);
    assert.equal(fit!([0.5, 1]), start);
    assert.notEqual(read({ value: "0.5, 0.9" })!.value, start);
  });

  test("is a field for two numbers where a page does not know it, and tells one that does how to show it", () => {
    const options = { ...plane, names: ["w₁", "w₂"], axes: ["x2", "y2"], unit: 1, arrow: true } as const;
    const { state } = handle([0.5, 1], options);
    const { _model_name: model, value, handle: look } = state([0.25, 0]);
    assert.deepEqual([model, value], ["TextModel", "0.25, 0"]);
    assert.deepEqual(look, {
      x: [-2, 2, 0.02],
      y: [0, 1, 0.01],
      names: ["w₁", "w₂"],
      axes: ["x2", "y2"],
      arrow: true,
      unit: 1,
    });
  });

  test("says which number it cannot take, and what it can", () => {
    const { read, fit } = handle([0.5, 1], { ...plane, names: ["w₁", "w₂"] });
    const cases: [string, string][] = [
      ["3, 1", "RangeError: w₁: 3 is out of range: choose a number from -2 to 2"],
      ["0, -1", "RangeError: w₂: -1 is out of range: choose a number from 0 to 1"],
      ["half, 1", "RangeError: “half” is not a number"],
      ["1", "RangeError: “1” is not two numbers, such as 0.5, -1"],
      ["0,5, 1", "RangeError: “0,5, 1” is not two numbers, such as 0.5, -1"],
    ];
    for (const [value, words] of cases) assertThrows(() => read({ value }), words);
    assertThrows(() => fit!([0, Number.NaN]), "RangeError: w₂: NaN is not a finite number");
    for (const given of [[1], [1, 1, 1], "0, 1", undefined] as unknown as (readonly [number, number])[])
      assert.throws(() => fit!(given), /^TypeError: Cannot put a handle at .*: it takes two numbers/);
  });

  test("is refused without a plane, outside of it, on no axis and for no unit", () => {
    assertThrows(
      () => handle([0, 0], { ...plane, x: [1, 1] }),
      "RangeError: Cannot make a handle with x from 1 to 1: limits are two numbers, the smaller first",
    );
    assertThrows(
      () => handle([3, 0], plane),
      "RangeError: x: 3 is out of range: choose a number from -2 to 2",
    );
    assertThrows(
      () => handle([0, 0], { ...plane, axes: ["y", "x"] }),
      'TypeError: Cannot put a handle on the axes y, x: they are named like ["x", "y"] or ["x2", "y2"]',
    );
    assertThrows(
      () => handle([0, 0], { ...plane, unit: 0 }),
      "TypeError: Cannot give a handle the colour of unit 0: units are 1, 2, …",
    );
  });
});
