import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Kernel, printed, type JupyterMessage } from "./client";
import { repairTests } from "./repair";

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${from + i}\n`).join("");

describe("the output of one kernel that has much to say", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start();
  });
  after(() => kernel.stop());

  test("each of 300 cells prints its ten lines and ends", async () => {
    for (let cell = 0; cell < 300; cell++) {
      const answer = await kernel.run(`for (let i = 0; i < 10; i++) console.log(${cell * 10} + i)`);
      assert.equal(printed(answer), lines(cell * 10, cell * 10 + 10));
    }
  });

  test("what a computing cell prints appears while it computes", async () => {
    const id = await kernel.sendCell(
      'console.log("early");\nconst end = Date.now() + 1000;\nwhile (Date.now() < end) console.log("on");',
    );
    await kernel.until(() => kernel.publishedFor(id).filter(({ type }) => type === "stream").length > 5);
    assert.ok(!kernel.publishedFor(id).some(({ content }) => content.execution_state === "idle"));
    assert.equal((await kernel.answer(id)).reply.content.status, "ok");
  });

  test("both streams and displays keep their order", async () => {
    const answer = await kernel.run(
      'import { display } from "tslab";\nconsole.log("1"); console.error("2"); console.log("3"); display.text("4"); console.log("5"); console.log("6");',
    );
    const order = answer.published.filter(({ type }) => type !== "execute_input").map(summary);
    const expected = ["stdout 1\n", "stderr 2\n", "stdout 3\n", "display 4", "stdout 5\n", "stdout 6\n"];
    assert.deepEqual(order, expected);
  });

  test("what a timer prints after the cell's end belongs to the cell", async () => {
    const id = await kernel.sendCell('setTimeout(() => console.log("late"), 100); 0');
    await kernel.answer(id);
    await kernel.until(() => kernel.publishedFor(id).some(({ content }) => content.text === "late\n"));
  });

  test("a character that is split between two writes is printed whole", async () => {
    const answer = await kernel.run(
      'const bytes = Buffer.from("é"); process.stdout.write(bytes.subarray(0, 1)); process.stdout.write(bytes.subarray(1)); 0',
    );
    assert.equal(printed(answer), "é0\n");
  });
});

describe("several representations and updates of one output", () => {
  const repair = repairTests();

  repair(
    "a cell's output can be cleared",
    async (kernel) => {
      const answer = await kernel.run(
        'console.log("old");\n(globalThis as any)[Symbol.for("breaking-symmetry.kernel")].clearOutput(true);\nconsole.log("new")',
      );
      const order = answer.published.filter(({ type }) => type !== "execute_input").map(summary);
      assert.deepEqual(order, ["stdout old\n", "clear true", "stdout new\n"]);
    },
    /clear true/,
  );

  repair(
    "seven hundred lines arrive and the cell ends",
    async (kernel) => {
      const answer = await kernel.run("for (let i = 0; i < 700; i++) console.log(i)", {}, 3000);
      assert.equal(printed(answer), lines(0, 700));
    },
    /No answer within 3000 ms/,
  );
});

test("a bundle of representations is shown, and updated under its id", async () => {
  const kernel = await Kernel.start();
  try {
    const answer = await kernel.run(
      `const write = require("tslab/dist/jupyter.js").lastWriteDisplayData;
       const show = (text: string, update: boolean) =>
         write({ data: { "text/plain": text, "text/html": \`<b>\${text}</b>\` }, metadata: {}, transient: { display_id: "a" } }, update);
       show("one", false); show("two", true);`,
      {},
    );
    const [first, second] = answer.published.filter(({ type }) => type.endsWith("display_data"));
    assert.ok(first && second);
    assert.equal(first.type, "display_data");
    assert.deepEqual(first.content.data, { "text/plain": "one", "text/html": "<b>one</b>" });
    assert.equal(second.type, "update_display_data");
    assert.deepEqual(second.content.transient, { display_id: "a" });
  } finally {
    await kernel.stop();
  }
});

function textOf({ content }: JupyterMessage): string {
  return String((content.data as Record<string, unknown>)["text/plain"]);
}

function summary(message: JupyterMessage): string {
  const { type, content } = message;
  if (type === "stream") return `${String(content.name)} ${String(content.text)}`;
  if (type === "clear_output") return `clear ${String(content.wait)}`;
  return type === "display_data" ? `display ${textOf(message)}` : type;
}
