import assert from "node:assert/strict";
import { test } from "node:test";
import { HELD_MIME } from "../../jupyter/web/held-back.mjs";
import { figureOutput, notebookOf, type Notebook, type Output } from "../browser/helpers/notebook";
import { exercisesOf, withAnswers } from "./tools/exercises";
import { fileOf, flaws, normalForm } from "./tools/normal-form";
import { comparable, failures } from "./tools/outputs";
import type { Studio } from "./tools/studio";

/** Takes the same picture of everything. */
const studio: Studio = {
  picture: () => Promise.resolve({ base64: "iVBORw0KGgo=", width: 700, height: 420 }),
  close: () => Promise.resolve(),
};

const figure = { data: [{ y: [1, 2] }], layout: {} };

function printed(text: string, name = "stdout"): Output {
  return { output_type: "stream", name, text };
}

function withOutputs(...outputs: Output[]): Notebook {
  return notebookOf([{ source: "cell;\nsecond line;", outputs }]);
}

test("a figure becomes a picture that can still be compared with the figure of a later run", async () => {
  const run = withOutputs(figureOutput(figure));
  const normal = await normalForm(run, studio);
  assert.deepEqual(Object.keys(normal.cells[0]!.outputs![0]!.data!), ["text/plain", "image/png"]);
  assert.deepEqual(comparable(normal.cells[0]!), comparable(run.cells[0]!));
  const other = withOutputs(figureOutput({ ...figure, data: [{ y: [1, 3] }] }));
  assert.notDeepEqual(comparable(normal.cells[0]!), comparable(other.cells[0]!));
});

test("what differs from run to run goes: counts, times, view states, how a stream was cut", async () => {
  const run = withOutputs(printed("a\n"), printed("b\nc"));
  Object.assign(run.cells[0]!, {
    execution_count: 7,
    metadata: { tags: ["edit"], collapsed: true, execution: {} },
  });
  run.metadata.language_info = { name: "typescript", version: "5.0.4" };
  const { cells, metadata } = await normalForm(run, studio);
  assert.deepEqual(cells, [
    {
      id: "cell-0",
      cell_type: "code",
      source: ["cell;\n", "second line;"],
      metadata: { tags: ["edit"] },
      outputs: [{ output_type: "stream", name: "stdout", text: ["a\n", "b\n", "c"] }],
      execution_count: null,
    },
  ]);
  assert.doesNotMatch(JSON.stringify(metadata), /5\.0\.4/);
});

test("a live control is kept as words, since without its kernel it is dead", async () => {
  const control: Output = {
    output_type: "display_data",
    data: {
      "application/vnd.jupyter.widget-view+json": { model_id: "a" },
      "application/vnd.breaking-symmetry.controls+json": { words: "scale 1" },
      "text/plain": "scale 1",
    },
    metadata: {},
  };
  const { cells } = await normalForm(withOutputs(control), studio);
  assert.deepEqual(cells[0]!.outputs, [{ ...control, data: { "text/plain": ["scale 1"] } }]);
});

test("the normal form of a normal form is itself, and has no flaws", async () => {
  const once = await normalForm(withOutputs(figureOutput(figure), printed("a")), studio);
  const twice = await normalForm(once, studio);
  assert.equal(fileOf(twice), fileOf(once));
  assert.deepEqual(flaws(fileOf(once), once), []);
});

test("what answers a prediction is held back, and can still be compared with a later run", async () => {
  const asking = "**Predict.** Where to?\n\n- [ ] up\n- [ ] down";
  const answer = "<details><summary>Answer</summary>\n\n**Down.** It falls.\n\n</details>";
  const run = notebookOf([
    { cell_type: "markdown", source: asking },
    { source: "fall();", outputs: [figureOutput(figure), printed("down")] },
    { cell_type: "markdown", source: answer },
    { source: "fall();", outputs: [printed("down")] },
  ]);
  const normal = await normalForm(run, studio);
  const [held] = normal.cells[1]!.outputs!;
  assert.deepEqual(Object.keys(held!.data!), [HELD_MIME, "text/plain"]);
  assert.deepEqual(held!.data!["text/plain"], ["Run this cell to see what happens."]);
  assert.deepEqual(comparable(normal.cells[1]!), comparable(run.cells[1]!));
  assert.deepEqual(
    normal.cells[3]!.outputs,
    [printed("down")].map((one) => ({ ...one, text: ["down"] })),
  );
  assert.equal(fileOf(await normalForm(normal, studio)), fileOf(normal));

  const [question, before, ...rest] = normal.cells;
  const shown = { ...normal, cells: [question!, { ...before!, outputs: rest[1]!.outputs! }, ...rest] };
  assert.deepEqual(flaws(fileOf(shown), shown), ["cell-1 answers a prediction in sight"]);
  const gone = { ...normal, cells: normal.cells.slice(1) };
  assert.deepEqual(flaws(fileOf(gone), gone), ["cell-1 holds back what answers no prediction"]);
});

test("each flaw of a committed notebook is named with its cell", async () => {
  const flawless = await normalForm(withOutputs(printed("a")), studio);
  const cases: [string, (notebook: Notebook) => void][] = [
    ["two cells share an id", ({ cells }) => cells.push(cells[0]!)],
    ["cell-0 has an execution count", ({ cells }) => (cells[0]!.execution_count = 3)],
    ["cell-0 has metadata of a view: collapsed", ({ cells }) => (cells[0]!.metadata.collapsed = true)],
    ["cell-0 has an error among its outputs", ({ cells }) => (cells[0]!.outputs = [printed("no", "stderr")])],
    [
      "cell-0 has an output of type application/vnd.plotly.v1+json",
      ({ cells }) => (cells[0]!.outputs = [figureOutput(figure)]),
    ],
    [
      "cell-0 has a path of some machine in an output: /home/me/x.ts",
      ({ cells }) => (cells[0]!.outputs = [printed("at /home/me/x.ts")]),
    ],
  ];
  for (const [flaw, spoil] of cases) {
    const notebook = structuredClone(flawless);
    spoil(notebook);
    assert.deepEqual(flaws(fileOf(notebook), notebook), [flaw]);
  }
  assert.deepEqual(flaws(JSON.stringify(flawless), flawless), [
    "its JSON is not laid out as Jupyter writes it",
  ]);
});

test("errors and words on stderr count as failures, with the cell they come from", () => {
  const error = { output_type: "error", ename: "RangeError", evalue: "Too large" };
  assert.deepEqual(failures(withOutputs(printed("fine"), printed("hm", "stderr"), error)), [
    "cell-0: hm\n  in cell;",
    "cell-0: RangeError: Too large\n  in cell;",
  ]);
});

test("every answer of an exercise is tried before its check, the solution last", () => {
  const notebook = notebookOf(["const answer = 0;", "check(answer);", ""]);
  const [exercise, check, solution] = notebook.cells;
  exercise!.metadata.tags = ["exercise"];
  Object.assign(check!.metadata, {
    tags: ["check"],
    wrongAnswers: [{ code: "const answer = 1;", says: "too small" }],
  });
  Object.assign(solution!, {
    cell_type: "markdown",
    source: "<details>\n\n```ts\nconst answer = 2;\n```\n",
    metadata: { tags: ["solution"] },
  });
  const { notebook: extended, tries } = withAnswers(notebook);
  assert.deepEqual(
    extended.cells.slice(3).map(({ source }) => source),
    ["const answer = 1;", "check(answer);", "const answer = 2;", "check(answer);"],
  );
  assert.deepEqual(
    tries.map(({ answer }) => answer.says),
    ["too small", "passed"],
  );
  solution!.metadata.tags = [];
  assert.throws(() => exercisesOf(notebook), /cell-0: no cell after this exercise is tagged “solution”/);
});
