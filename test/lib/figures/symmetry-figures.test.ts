import assert from "node:assert/strict";
import test from "node:test";
import {
  constant,
  createNetwork,
  Matrix,
  mirrorLandscape,
  relu,
  seeded,
  spreadCurves,
  squaredError,
  tanh,
  whoParts,
} from "../../../lib/index";
import type { Figure } from "../../../lib/figures/figure";
import { gallery } from "./gallery";

const network = createNetwork({ sizes: [1, 2, 1], hidden: tanh, weights: constant(1), random: seeded(0) });
const ended = (spread: number) => ({ spreads: [1, spread] });
const { mirrorLandscape: landscape, whoParts: parts, spreadCurves: curves } = gallery;

/** The numbers or names in a trace's field. */
function field<T>(shown: Figure, trace: number, name: string): T[] {
  return (shown.data[trace] as unknown as Record<string, T[]>)[name]!;
}

test("the landscape of equal units is its own mirror image", () => {
  const z = field<number[]>(landscape, 0, "z");
  z.forEach((row, i) => {
    row.forEach((loss, j) => {
      assert.equal(loss, z[j]![i]);
    });
  });
  assert.equal(new Set(z.flat()).size > 100, true);
});

test("its axes run over the range, and its path from start to end", () => {
  const x = field<number>(landscape, 0, "x");
  assert.deepEqual([x[0], x.at(-1)], [-2, 3]);
  assert.deepEqual([field(landscape, 3, "x"), field(landscape, 4, "y")], [[1], [2.5]]);
  assert.throws(
    () =>
      mirrorLandscape(
        network,
        { X: Matrix.rowVector([1]), Y: Matrix.rowVector([1]) },
        { range: [0, 1], path: [], title: "t" },
      ),
    /a path of 0 points/,
  );
});

test("a path is drawn in the landscape that it belongs to, whichever was drawn before", () => {
  const data = { X: Matrix.rowVector([-1, 1]), Y: Matrix.rowVector([0, 1]) };
  const options = { range: [-2, 2], path: [[1, 1]] } as const;
  const other = createNetwork({ sizes: [1, 2, 1], hidden: relu, weights: constant(1), random: seeded(0) });
  const drawn = [
    mirrorLandscape(network, data, options),
    mirrorLandscape(network, data, { ...options, range: [-1, 2] }),
    mirrorLandscape(network, data, { ...options, loss: squaredError }),
    mirrorLandscape(network, { ...data, Y: Matrix.rowVector([1, 0]) }, options),
    mirrorLandscape(other, data, options),
  ].map((shown) => JSON.stringify(field(shown, 0, "z")));
  assert.equal(new Set(drawn).size, drawn.length);
  const again = [mirrorLandscape(network, data, options), mirrorLandscape(network, data, options)];
  for (const shown of again) assert.equal(JSON.stringify(field(shown, 0, "z")), drawn[0]);
  assert.notEqual(again[0]!.data[0], again[1]!.data[0], "a reader may change one of them");
});

test("exact zero has a place of its own, and cases are sorted by whether the units parted", () => {
  assert.equal(parts.title, "2 of 3 cases set the units free");
  assert.deepEqual(field(parts, 0, "y"), ["momentum"]);
  assert.deepEqual(field(parts, 1, "y"), ["dropout", "a nudge"]);
  const { tickvals, ticktext } = parts.layout.xaxis!;
  assert.equal(field<number>(parts, 0, "x")[0], tickvals![0]);
  assert.equal(ticktext![0], "exactly 0");
  assert.ok(field<number>(parts, 1, "x")[1]! > (tickvals![0] as number) + 1);
  assert.match(parts.description, /momentum: exactly 0; dropout: 0.25; a nudge: 1e-15/);
});

test("curves are thinned to few points that keep the first and the last step", () => {
  const steps = field<number>(curves, 1, "x");
  assert.ok(steps.length < 200);
  assert.deepEqual([steps[0], steps.at(-1)], [1, 1999]);
  assert.ok(Math.abs(field<number>(curves, 1, "y").at(-1)! - Math.log10(2e-6)) < 1e-3);
});

test("nothing, and what is not a distance, is refused", () => {
  assert.throws(() => whoParts({}), /which units part: give at least one/);
  assert.throws(() => whoParts({ bad: ended(NaN) }), /the distance NaN/);
  assert.throws(() => spreadCurves({ bad: ended(-1) }, { title: "t" }), /the distance -1/);
});
