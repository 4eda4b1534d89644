import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { errorText, Kernel, printed, type Answer, type Content } from "./client";

/** What an open page shows of a cell: displays in their latest state, printed text in one piece. */
function shown({ published }: Answer): string[] {
  const outputs: { readonly type: string; readonly id: unknown; text: string }[] = [];
  for (const { type, content } of published) {
    const id = (content.transient as Content | undefined)?.display_id;
    const text = String(content.text ?? (content.data as Content | undefined)?.["text/plain"]);
    if (type === "clear_output") outputs.length = 0;
    else if (type === "stream" && outputs.at(-1)?.type === "stream") outputs.at(-1)!.text += text;
    else if (type === "stream" || type === "display_data" || type === "execute_result")
      outputs.push({ type, id, text });
    else if (type === "update_display_data")
      for (const output of outputs) if (output.id === id) output.text = text;
  }
  return outputs.map(({ text }) => text);
}

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${from + i}\n`).join("");

const IMPORTS = `import { display } from "tslab";
import { show } from "../lib";
const host = () => (globalThis as any)[Symbol.for("breaking-symmetry.kernel")];
const film = (text: string, update: boolean) =>
  host().display({ data: { "text/plain": text }, metadata: {}, transient: { display_id: "film" } }, update);`;

describe("a cell that has too much to say", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start();
    await kernel.run(IMPORTS);
  });
  after(() => kernel.stop());

  test("shows its first lines, how many were left out, and its last ones", async () => {
    const answer = await kernel.run("for (let i = 0; i < 1_000_000; i++) console.log(i)", {}, 60_000);
    assert.equal(answer.reply.content.status, "ok");
    const words =
      "… 997,800 lines left out here. The line // show more output in the cell raises the limit …\n";
    assert.equal(shown(answer).join("|"), `${lines(0, 2000)}|${words}${lines(999_800, 1_000_000)}`);
  });

  test("shows more of them if it says so", async () => {
    const answer = await kernel.run(
      "// Show more output\nfor (let i = 0; i < 50_000; i++) console.log(i)",
      {},
      60_000,
    );
    assert.equal(shown(answer).join(""), lines(0, 50_000));
    assert.ok(answer.published.length < 1000, `${answer.published.length} messages`);
  });

  test("shows all of what is just a little more", async () => {
    const answer = await kernel.run("for (let i = 0; i < 2100; i++) console.log(i)");
    assert.equal(shown(answer).join(""), lines(0, 2100));
  });

  test("shows both ends of a giant line", async () => {
    const answer = await kernel.run('console.log("begin" + "x".repeat(5e7) + "end")');
    const [head = "", tail = ""] = shown(answer);
    assert.match(head, /^beginx{199995}$/);
    assert.match(tail, /^… 49,780,009 characters left out here\.[^\n]*\nx+end\n$/);
  });

  test("shows its first forty displays, and the latest one below", async () => {
    const answer = await kernel.run("for (let i = 0; i < 2000; i++) display.text(String(i));", {}, 60_000);
    const outputs = shown(answer);
    assert.deepEqual(
      outputs.slice(0, 40),
      Array.from({ length: 40 }, (_, i) => String(i)),
    );
    assert.match(outputs[40]!, /^… 1,959 outputs left out here/);
    assert.deepEqual(outputs.slice(41), ["1999"]);
  });

  test("that replaces one display again and again shows its latest state, in few messages", async () => {
    const answer = await kernel.run("for (let i = 0; i <= 20_000; i++) film(String(i), i > 0);", {}, 60_000);
    assert.deepEqual(shown(answer), ["20000"]);
    assert.ok(answer.published.length < 1000, `${answer.published.length} messages`);
  });

  test("that clears its output again and again shows what came last, in few messages", async () => {
    const answer = await kernel.run(
      "for (let i = 0; i <= 20_000; i++) { host().clearOutput(true); console.log(i); }",
    );
    assert.deepEqual(shown(answer), ["20000\n"]);
    assert.ok(answer.published.length < 1000, `${answer.published.length} messages`);
  });

  test("keeps what it shows below what it has left out in order", async () => {
    const answer = await kernel.run(
      'for (let i = 0; i < 5000; i++) console.log(i);\ndisplay.text("figure");\nconsole.log("result")',
    );
    const [, leftOut, ...rest] = shown(answer);
    assert.match(leftOut!, /^… 2,800 lines left out here/);
    assert.deepEqual(rest, ["figure", "result\n"]);
  });

  test("that ends in a long text shows both ends of it", async () => {
    const answer = await kernel.run(
      'Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ["key" + i, i]))',
    );
    const [text] = shown(answer);
    assert.match(text!, /^\{\n {2}key0: 0,[^]*\n… [\d,]+ characters left out …\n[^]*key99999: 99999\n\}$/);
    assert.ok(text!.length < 101_000);
  });

  test("in one thing that no page can hold says so", async () => {
    const answer = await kernel.run('display.text("x".repeat(6e7))');
    assert.match(
      errorText(answer),
      /^RangeError: Cannot show this: its data has 60 million characters, and a page can hold 50 million/,
    );
  });
});

/** Loops without end that say something each time. */
const ENDLESS: Record<string, string> = {
  lines: "let i = 0; while (i < 10) console.log(i);",
  "long lines": 'for (;;) console.log("x".repeat(1e6));',
  "lines on both streams": 'for (;;) { console.log("a"); console.error("b"); }',
  "small displays": 'for (;;) display.text("x");',
  figures:
    'for (;;) show({ data: [{ y: [1, 2, 3], type: "scatter" }], layout: {}, title: "t", description: "d" });',
  "a figure that is replaced": 'film("a", false); for (;;) film("b".repeat(1e4), true);',
  "cleared output": "for (;;) { host().clearOutput(true); console.log(1); }",
  "lines between turns of others":
    "for (;;) { console.log(1); await new Promise((done) => setTimeout(done)); }",
  "lines between promises": "for (;;) { console.log(1); await null; }",
  "figures between turns of others":
    'for (;;) { show("**text**"); await new Promise((done) => setTimeout(done)); }',
  "errors that no one waits for":
    'setInterval(() => { throw new Error("again"); }); await new Promise(() => undefined);',
};

/** What a page can take in, in characters, while a cell runs for two seconds. */
const MOST_PUBLISHED = 5_000_000;

describe("an endless stream of", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start();
    await kernel.run(IMPORTS);
  });
  after(() => kernel.stop());

  for (const [name, code] of Object.entries(ENDLESS)) {
    test(`${name} is stopped, and takes little of the page and of the kernel`, async () => {
      const id = await kernel.sendCell(code);
      await kernel.until(() => kernel.publishedFor(id).length > 2);
      await sleep(2000);
      await kernel.control("interrupt_request", {}, 10_000);
      const { reply, published } = await kernel.answer(id);
      assert.equal(reply.content.ename, "KeyboardInterrupt");
      assert.ok(published.length < 1000, `${published.length} messages`);
      const size = JSON.stringify(published).length;
      assert.ok(size < MOST_PUBLISHED, `${size} characters`);
      assert.equal(printed(await kernel.run("1 + 1")), "2\n");
      if (process.platform === "linux") {
        const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${kernel.process.pid!}/status`, "utf8"))![1];
        assert.ok(Number(peak) < 700_000, `${peak} kB`);
      }
    });
  }
});
