import assert from "node:assert/strict";
import test from "node:test";
import {
  createNetwork,
  facts,
  hiddenUnits,
  Matrix,
  scaledNormal,
  seeded,
  show,
  tanh,
  train,
  trainLive,
  xor,
} from "../../../lib/index";
import type { Showable } from "../../../lib/notebook/bundles";
import { bundleOf } from "../../../lib/notebook/bundles";
import { progress, remaining } from "../../../lib/notebook/progress";
import { assertThrows } from "../assertions";
import { printed } from "./printed";

test("facts that hold are one quiet line that opens to the sentences", async () => {
  const said = await printed(() => {
    facts({ "one is one": true, "two is two": () => 1 + 1 === 2 });
  });
  assert.deepEqual(said, ["✔ one is one\n✔ two is two"]);
});

test("a fact that no longer holds, or cannot be worked out any more, is news to a reader and an error in the tests", async () => {
  const changed = (): void => {
    facts({
      "one is two": false,
      "it can be worked out": () => {
        throw new Error("no");
      },
      "one is one": true,
    });
  };
  assert.deepEqual(await printed(changed), [
    "◇ No longer so with your change: one is two\n◇ Cannot be checked with your change: it can be worked out\n✔ one is one",
  ]);
  process.env.BREAKING_SYMMETRY_STRICT = "1";
  try {
    assert.throws(
      changed,
      /^Error: This does not hold: one is two; it can be worked out \(cannot be checked: no\)$/,
    );
  } finally {
    delete process.env.BREAKING_SYMMETRY_STRICT;
  }
});

test("no facts at all are refused: they could not fail", () => {
  assertThrows(() => {
    facts({});
  }, "RangeError: Cannot check no facts: give at least one sentence");
});

test("show prints figures, matrices and texts as words outside a kernel", async () => {
  const lines = await printed(() => {
    show("**bold**", [Matrix.from([[1, 2]]), 0.5]);
    show({ data: [{ x: [1], y: Float64Array.of(2), name: "mine" }] });
  });
  assert.equal(lines[0], "**bold**");
  assert.match(lines[1]!, /1 +2/);
  assert.deepEqual(lines.slice(2), ["0.5", 'A figure of 1 trace: scatter "mine"']);
});

test("what cannot be shown is refused with its name", () => {
  assert.throws(() => {
    show(undefined as unknown as Showable);
  }, TypeError);
});

test("what cannot be shown is described so that one knows it again", () => {
  const cases: [unknown, string][] = [
    [null, "null"],
    [undefined, "undefined"],
    [network, "an object of layers (draw a network with networkDiagram)"],
    [xor(), "an object of name, X, Y"],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, "an object of a, b, c, d, e, …"],
    [{}, "an object without properties"],
    [[["text"]], "an array of 1 inside another"],
    [Promise.resolve("text"), "a promise (await it first)"],
    [show, "the function show"],
    [() => 1, "the function without a name"],
  ];
  for (const [value, words] of cases) {
    assertThrows(() => {
      show(value as Showable);
    }, `TypeError: Cannot show ${words}: show takes figures, matrices, texts and numbers; console.log prints anything`);
  }
});

test("a figure's bundle holds plain arrays and its words", () => {
  const shown = { title: "t", description: "d", data: [{ y: new Float64Array([1, 2]) }], layout: {} };
  assert.deepEqual(bundleOf(shown), {
    "application/vnd.plotly.v1+json": {
      data: [{ y: [1, 2] }],
      layout: { meta: { description: "d" }, uirevision: "[]" },
    },
    "text/plain": "t\nd",
  });
});

test("a matrix is a table with its shape, and a large one is cut", () => {
  const html = (m: Matrix): string => bundleOf(m)["text/html"] as string;
  assert.match(html(Matrix.from([[1, -0.5]])), /1×2.*>1\.0000<.*>-0\.5000</);
  assert.equal(html(Matrix.zeros(100, 100)).match(/<td/g)!.length, 11 * 11);
});

test("the remaining time follows from the pace so far", () => {
  assert.equal(remaining(0, 10, 0), "");
  assert.equal(remaining(5, 10, 10_000), "about 10 s left");
  assert.equal(remaining(9, 10, 900), "less than 1 s left");
  assert.equal(remaining(1, 100, 6_000), "about 10 min left");
});

test("a progress bar of nothing is refused", () => {
  assert.throws(() => progress("work", 0), /progress of 0 steps/);
  assert.throws(() => progress("work", 1.5), RangeError);
});

const { X, Y } = xor();
const network = createNetwork({
  sizes: [2, 3, 1],
  hidden: tanh,
  weights: scaledNormal(1),
  random: seeded(3),
});
const options = { learningRate: 0.5, steps: 200, every: 2 };

test("training before the reader's eyes gives the very numbers of training in the dark", async () => {
  const dark = train(network, { X, Y }, options);
  await printed(async () => {
    const live = await trainLive(
      network,
      { X, Y },
      {
        ...options,
        figure: (history) => hiddenUnits(history, xor()),
        seconds: 0,
      },
    );
    assert.deepEqual(live, dark);
  });
});

test("a training of no steps shows its start, before the reader's eyes too", async () => {
  const none = { ...options, steps: 0 };
  const lines = await printed(async () => {
    const live = await trainLive(
      network,
      { X, Y },
      { ...none, figure: (history) => hiddenUnits(history, xor()) },
    );
    assert.deepEqual(live, train(network, { X, Y }, none));
  });
  assert.equal(lines.length, 1);
});

test("the film of a training lasts as long as it was asked to", async () => {
  const start = performance.now();
  await printed(() =>
    trainLive(
      network,
      { X, Y },
      { ...options, figure: (history) => hiddenUnits(history, xor()), seconds: 0.5 },
    ),
  );
  assert.ok(performance.now() - start >= 490);
});

test("a film that nobody watches shows its start and its end, and gives the same numbers", async () => {
  const kernel = Symbol.for("breaking-symmetry.kernel");
  const titles: unknown[] = [];
  const display = ({ data }: { data: Record<string, unknown> }): void => {
    const { layout } = (data["application/vnd.plotly.v1+json"] ?? {}) as { layout?: { title: unknown } };
    if (layout) titles.push(layout.title);
  };
  const host = { skipsFilms: true, onInterrupt: () => () => undefined, display, atEnd: () => undefined };
  Object.assign(globalThis, { [kernel]: host });
  try {
    const figure = (history: readonly unknown[]) => hiddenUnits(history as never, xor());
    const live = await trainLive(network, { X, Y }, { ...options, figure, seconds: 3600 });
    assert.deepEqual(live, train(network, { X, Y }, options));
    assert.equal(titles.length, 2);
  } finally {
    Reflect.deleteProperty(globalThis, kernel);
  }
});

test("an interrupt stops a live training, says where, and leaves no listener behind", async () => {
  const before = process.listenerCount("SIGINT");
  await printed(async () => {
    const film = trainLive(
      network,
      { X, Y },
      { ...options, figure: (history) => hiddenUnits(history, xor()), seconds: 60 },
    );
    setTimeout(() => process.emit("SIGINT"), 50);
    await assert.rejects(film, /Training interrupted at step \d+ of 200/);
  });
  assert.equal(process.listenerCount("SIGINT"), before);
});
