import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { movedBy, partsOf, placeOf, readHandle, snapped } from "../../../jupyter/renderer/src/handle/state";
import { pointed } from "../../../jupyter/renderer/src/panel/range";
import type { Json } from "../../../jupyter/renderer/src/json";

const described = {
  x: [-2, 2, 0.02],
  y: [0, 0.3, 0.002],
  names: ["σ", "τ"],
  axes: ["x2", "y2"],
  arrow: true,
  unit: 2,
};
const { sides } = readHandle({ handle: described })!;

describe("what a notebook file gives as a handle", () => {
  test("is taken if it has limits and steps", () => {
    assert.deepEqual(readHandle({ handle: described }), {
      sides: [
        { low: -2, high: 2, step: 0.02, name: "σ", axis: "x2" },
        { low: 0, high: 0.3, step: 0.002, name: "τ", axis: "y2" },
      ],
      unit: 2,
      hasArrow: true,
    });
    assert.equal(readHandle({ handle: { x: [0, 1, 0.1], y: [0, 1, 0.1] } })!.sides[1].name, "y");
  });

  test("is none otherwise", () => {
    const wrong: Json[] = [
      "handle",
      {},
      { ...described, x: [2, -2, 0.1] },
      { ...described, x: [0, 1] },
      { ...described, y: [0, 1, 0] },
      { ...described, y: ["a", 1, 0.1] },
      { ...described, y: null },
    ];
    for (const handle of wrong) assert.equal(readHandle({ handle }), undefined, JSON.stringify(handle));
    assert.equal(readHandle({ value: "0, 0" }), undefined);
  });

  test("stands where its text says, if it says so", () => {
    assert.deepEqual(placeOf({ value: "0.5, -1e-3" }), [0.5, -0.001]);
    for (const value of ["", "1", "1, ", "a, 1", "1,000, 1", 3, null])
      assert.equal(placeOf({ value }), undefined);
    assert.deepEqual(partsOf({ value: "0.5,abc" }), ["0.5", "abc"]);
  });
});

test("a number may be typed with a decimal comma, unless it may be a thousand", () => {
  const typed = ["2,5", " -0,125 ", ",5", "2,5e-3", "2.5", "1,000", "1,2,3", "a,5"];
  assert.deepEqual(typed.map(pointed), ["2.5", " -0.125 ", ".5", "2.5e-3", "2.5", "1,000", "1,2,3", "a,5"]);
});

describe("a handle", () => {
  test("stops at whole steps from 0, and at its limits", () => {
    assert.deepEqual(snapped([0.123, 0.1234], sides), [0.12, 0.124]);
    assert.deepEqual(snapped([-9, 9], sides), [-2, 0.3]);
  });

  test("is moved by the arrow keys, farther with Shift, and by no other key", () => {
    const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) =>
      movedBy(
        {
          key,
          shiftKey: false,
          ctrlKey: false,
          metaKey: false,
          altKey: false,
          ...modifiers,
        } as KeyboardEvent,
        [0, 0.1],
        sides,
      );
    assert.deepEqual(press("ArrowRight"), [0.1, 0.1]);
    assert.deepEqual(press("ArrowLeft", { shiftKey: true }), [-0.5, 0.1]);
    assert.deepEqual(press("ArrowUp"), [0, 0.11]);
    assert.deepEqual(press("ArrowDown"), [0, 0.09]);
    assert.equal(press("ArrowDown", { ctrlKey: true }), undefined);
    assert.equal(press("Enter"), undefined);
  });
});
