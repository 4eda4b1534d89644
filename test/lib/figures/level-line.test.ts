import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { levelLine } from "../../../lib/figures/level-line";

type Pieces = (readonly [number, number])[][];

/** The pieces of the line on which a function has a value, from a grid over a square around the origin. */
function pieces(f: (x: number, y: number) => number, level: number, resolution = 41): Pieces {
  const axis = Array.from({ length: resolution }, (_, i) => -1 + (2 * i) / (resolution - 1));
  const line = levelLine(
    axis,
    axis,
    axis.map((y) => axis.map((x) => f(x, y))),
    level,
  );
  const found: Pieces = [[]];
  line.x.forEach((x, i) => {
    if (x === null) found.push([]);
    else found.at(-1)!.push([x, line.y[i]!]);
  });
  assert.deepEqual(found.pop(), [], "each piece ends with null");
  return found;
}

test("the level line of a plane is one straight piece from border to border", () => {
  const coefficient = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(coefficient, coefficient, (a, b) => {
      fc.pre(Math.abs(a) + Math.abs(b) > 0.1);
      const [piece, ...others] = pieces((x, y) => a * x + b * y, 0.05);
      assert.equal(others.length, 0);
      for (const [x, y] of piece!) assert.ok(Math.abs(a * x + b * y - 0.05) < 1e-12);
      for (const end of [piece![0]!, piece!.at(-1)!]) {
        assert.ok(Math.max(Math.abs(end[0]), Math.abs(end[1])) > 1 - 1e-12, "it ends at the border");
      }
    }),
  );
});

test("the level line of a cone is a ring, which ends where it began", () => {
  const [ring, ...others] = pieces((x, y) => x * x + y * y, 0.25);
  assert.equal(others.length, 0);
  assert.deepEqual(ring![0], ring!.at(-1));
  // Straight interpolation of a square errs by (step / 2)² at most.
  for (const [x, y] of ring!) assert.ok(Math.abs(x * x + y * y - 0.25) <= 0.025 ** 2);
});

test("through a saddle run two pieces that do not meet", () => {
  for (const level of [-0.01, 0.01]) assert.equal(pieces((x, y) => x * y, level, 4).length, 2);
});

test("neighbours on a piece are neighbours in the grid", () => {
  for (const piece of pieces((x, y) => Math.sin(5 * x) + Math.cos(4 * y), 0.3)) {
    piece.slice(1).forEach(([x, y], i) => {
      assert.ok(Math.hypot(x - piece[i]![0], y - piece[i]![1]) <= 0.05 * Math.SQRT2 + 1e-12);
    });
  }
});

test("values on one side have no line between them", () => {
  assert.deepEqual(
    pieces(() => 1, 0.5),
    [],
  );
});
