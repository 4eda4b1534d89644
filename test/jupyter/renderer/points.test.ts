import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Drawing } from "../../../jupyter/renderer/src/points/drawing";
import {
  codeOf,
  type Point,
  readPlane,
  readPoints,
  ticksOf,
} from "../../../jupyter/renderer/src/points/plane";
import { Sync } from "../../../jupyter/renderer/src/points/sync";

const limits = { x: [-2, 2], y: [-1, 1] };
const points: Point[] = [
  [0.5, 0.25, 0],
  [-1, -0.5, 1],
];
const drawing = (): Drawing => new Drawing(readPlane({ points, limits, label: "data" }));

describe("what a notebook file gives as points", () => {
  test("is taken if it is points, and nothing else is", () => {
    assert.deepEqual(readPoints(points), points);
    const wrong = [
      null,
      "points",
      [[0, 0]],
      [[0, 0, 2]],
      [[0, "0", 1]],
      [[0, Number.NaN, 1]],
      [[0, null, 1]],
    ];
    for (const value of wrong) assert.equal(readPoints(value), undefined, JSON.stringify(value));
    assert.equal(readPoints(new Array(1001).fill([0, 0, 0])), undefined, "too many");
  });

  test("without limits is told as such", () => {
    for (const value of [
      null,
      {},
      { points, limits: { x: [0, 1] } },
      { points, limits: { x: [1, 0], y: [0, 1] } },
    ])
      assert.throws(() => readPlane(value), /^TypeError: Cannot show these points: they have no limits$/);
  });
});

describe("drawing", () => {
  test("a point is added at a round place inside of the plane, and undone", () => {
    const one = drawing();
    one.label = 1;
    assert.equal(one.add([0.123456, 9]), "Added a point of class 1 at 0.12, 1. 1 of class 0, 2 of class 1.");
    assert.deepEqual(one.points, [...points, [0.12, 1, 1]]);
    assert.equal(one.undo(), "Undone. 1 of class 0, 1 of class 1.");
    assert.deepEqual(one.points, points);
    assert.equal(one.undo(), "There is nothing to undo.");
  });

  test("the steps of one move are undone together, and those of the next by themselves", () => {
    const one = drawing();
    for (let drag = 0; drag < 2; drag++) {
      one.select(0);
      for (const x of [0.6, 0.7, 0.8]) one.moveTo([x + drag, 0]);
    }
    assert.deepEqual(one.points[0], [1.8, 0, 0]);
    one.undo();
    assert.deepEqual(one.points[0], [0.8, 0, 0]);
    one.undo();
    assert.deepEqual(one.points[0], [0.5, 0.25, 0]);
  });

  test("one goes from point to point both ways, round and round, and removes where one is", () => {
    const one = drawing();
    const places = [1, 1, 1, -1].map((step) => (one.next(step as 1 | -1), one.selected));
    assert.deepEqual(places, [0, 1, 0, 1]);
    assert.equal(one.remove(), "Removed a point of class 1. 1 of class 0, 0 of class 1.");
    assert.deepEqual(one.points, [points[0]]);
    assert.equal(one.remove(), "No point is selected.");
  });

  test("without a selected point the cursor moves alone", () => {
    const one = drawing();
    assert.equal(one.moveBy(5, 1), "The cursor is at 0.4, 0.08.");
    assert.deepEqual(one.points, points);
  });

  test("no more than a thousand points are drawn", () => {
    const one = drawing();
    one.replace(new Array<Point>(1000).fill([0, 0, 0]));
    assert.match(one.add([0, 0]), /no room/);
    assert.equal(one.points.length, 1000);
  });
});

test("axes have a few round numbers", () => {
  assert.deepEqual(ticksOf([-2, 2.5]), [-2, -1, 0, 1, 2]);
  assert.deepEqual(ticksOf([0, 0.3]), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(ticksOf([1000, 5000]), [1000, 2000, 3000, 4000, 5000]);
});

test("points as code are rows of features and of labels", () => {
  assert.equal(codeOf(points), "{\n  X: [[0.5, -1],\n      [0.25, -0.5]],\n  Y: [[0, 1]],\n}");
});

describe("a page and the kernel stay in step", () => {
  interface Sent {
    readonly method: string;
    readonly state: { readonly points: readonly Point[]; readonly edit: string };
  }
  const list = (x: number): readonly Point[] => [[x, 0, 0]];
  const page = (): { sync: Sync; sent: Sent[] } => {
    const sent: Sent[] = [];
    return { sync: new Sync((data) => sent.push(data as Sent)), sent };
  };

  test("of changes that come while one is under way, the latest is sent after it", () => {
    const { sync, sent } = page();
    for (const x of [1, 2, 3]) sync.tell(list(x));
    assert.deepEqual(
      sent.map(({ state }) => state.points),
      [list(1)],
    );
    assert.equal(sync.receive({ method: "echo_update", state: sent[0]!.state }), undefined);
    assert.deepEqual(
      sent.map(({ state }) => state.points),
      [list(1), list(3)],
    );
    assert.deepEqual(sync.receive({ method: "echo_update", state: sent[1]!.state }), list(3));
  });

  test("two pages that change the points at the same time end with the same ones", () => {
    const [a, b] = [page(), page()];
    a.sync.tell(list(1));
    b.sync.tell(list(2));
    // The kernel hears of the first, then of the second, and tells both pages of both.
    const told = [a.sent[0]!, b.sent[0]!].map(({ state }) => ({ method: "echo_update", state }));
    const ends = [a, b].map(({ sync }) => told.map((message) => sync.receive(message)).at(-1));
    assert.deepEqual(ends, [list(2), list(2)]);
  });

  test("what cannot be points is not shown", () => {
    assert.equal(page().sync.receive({ method: "update", state: { points: "all" } }), undefined);
    assert.equal(page().sync.receive({}), undefined);
  });
});
