import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { errorText, Kernel, printed, type Answer, type Content } from "./client";

describe("the message specification", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start();
  });
  after(() => kernel.stop());

  function result({ published }: Answer): Content | undefined {
    return published.find(({ type }) => type === "execute_result")?.content;
  }

  test("the value of a cell is its result, with the cell's number", async () => {
    const answer = await kernel.run("6 * 7");
    const { execution_count: count, data } = result(answer)!;
    assert.deepEqual(data, { "text/plain": "42" });
    assert.equal(count, answer.reply.content.execution_count);
  });

  test("a value shows itself by the representations that it names, at once or later", async () => {
    const show = "[Symbol.for('Jupyter.display')]";
    const now = await kernel.run(`({ ${show}: () => ({ "text/html": "<b>1</b>", "text/plain": "1" }) })`);
    assert.deepEqual(result(now)!.data, { "text/html": "<b>1</b>", "text/plain": "1" });
    const later = await kernel.run(`({ ${show}: async () => ({ "text/plain": "2" }) })`);
    assert.deepEqual(result(later)!.data, { "text/plain": "2" });
    assert.match(errorText(await kernel.run(`({ ${show}: () => 3 })`)), /must return representations/);
  });

  test("a promise and an object literal are shown as they are", async () => {
    assert.deepEqual(result(await kernel.run("Promise.resolve(1)"))!.data, { "text/plain": "Promise { 1 }" });
    assert.deepEqual(result(await kernel.run("{ a: 1 }"))!.data, { "text/plain": "{ a: 1 }" });
  });

  test("the history tells the cells, by number, from the end, and by pattern", async () => {
    await kernel.run("const first = 1;");
    await kernel.run("const second = 2;");
    await kernel.run("const unrecorded = 3;", { store_history: false });
    const ask = async (content: Content): Promise<unknown[][]> =>
      (await kernel.request("history_request", { output: false, raw: true, ...content })).reply.content
        .history as unknown[][];
    const tail = await ask({ hist_access_type: "tail", n: 2 });
    assert.deepEqual(
      tail.map(([, , source]) => source),
      ["const first = 1;", "const second = 2;"],
    );
    const [, line] = tail[0] as [number, number];
    const range = await ask({ hist_access_type: "range", session: 0, start: line, stop: line + 1 });
    assert.deepEqual(range, [tail[0]]);
    const found = await ask({ hist_access_type: "search", pattern: "*second*", n: 5 });
    assert.deepEqual(found, [tail[1]]);
  });

  test("expressions of the front end are evaluated after the cell, each on its own", async () => {
    const { reply } = await kernel.run("const side = 3;", {
      user_expressions: { area: "side ** 2", bad: "nothing" },
    });
    const { area, bad } = reply.content.user_expressions as Record<string, Content>;
    assert.deepEqual(area, { status: "ok", data: { "text/plain": "9" }, metadata: {} });
    assert.equal(bad!.status, "error");
    assert.match(String(bad!.evalue), /nothing/);
  });

  const COMPLETENESS: Record<string, string> = {
    "1 + 1": "complete",
    "function f() {": "incomplete",
    "const a = [1,": "incomplete",
    "`open": "incomplete",
    "/* open": "incomplete",
    "const = 3": "invalid",
    "}": "invalid",
    "await f(": "incomplete",
  };
  for (const [code, status] of Object.entries(COMPLETENESS)) {
    test(`${JSON.stringify(code)} is ${status}`, async () => {
      assert.equal((await kernel.request("is_complete_request", { code })).reply.content.status, status);
    });
  }

  test("a channel to a target that no one knows is closed, and none is listed", async () => {
    const id = await kernel.send("comm_open", { comm_id: "c1", target_name: "unknown", data: {} });
    await kernel.until(() => kernel.publishedFor(id).some(({ type }) => type === "comm_close"));
    const { reply } = await kernel.request("comm_info_request", {});
    assert.deepEqual(reply.content, { status: "ok", comms: {} });
  });

  test("on the control channel the kernel says what it is while a cell computes", async () => {
    const cell = await kernel.sendCell("while (true);");
    await kernel.until(() => kernel.publishedFor(cell).some(({ type }) => type === "execute_input"));
    assert.equal((await kernel.control("kernel_info_request", {})).content.status, "ok");
    await kernel.control("interrupt_request", {});
    assert.equal((await kernel.answer(cell)).reply.content.ename, "KeyboardInterrupt");
  });

  test("a message that is sent again, recorded by someone, is not obeyed", async () => {
    await kernel.run("let times = 0;");
    const frames = await kernel.framesOf("execute_request", { code: "times++", silent: false });
    await kernel.sendFrames(frames, "shell");
    await kernel.sendFrames(frames, "shell");
    await sleep(100);
    assert.equal(printed(await kernel.run("times")), "1\n");
  });

  test("what a cell prints late is its own, though another cell runs", async () => {
    const first = await kernel.sendCell(
      'setTimeout(() => console.log("from a timer"), 150); void new Promise((done) => setTimeout(done, 200)).then(() => console.log("from a promise"));',
    );
    await kernel.answer(first);
    const second = await kernel.run(
      'await new Promise((done) => setTimeout(done, 400)); console.log("second");',
    );
    assert.equal(printed(second), "second\n");
    const late = kernel.publishedFor(first).filter(({ type }) => type === "stream");
    assert.deepEqual(
      late.map(({ content }) => content.text),
      ["from a timer\n", "from a promise\n"],
    );
  });

  test("what child processes print, and what is written to the descriptors, belongs to the cell", async () => {
    const answer = await kernel.run(`const { execSync, spawn } = require("child_process");
      execSync("echo one; echo two >&2", { stdio: "inherit" });
      require("fs").writeSync(1, "three\\n");
      await new Promise((done) => spawn("echo", ["four"], { stdio: "inherit" }).on("close", done)); undefined`);
    assert.equal(printed(answer), "one\nthree\nfour\n");
    assert.equal(printed(answer, "stderr"), "two\n");
  });

  test("a cell that asks gets what the reader types, and an error where no one can", async () => {
    const id = await kernel.sendCell('prompt("Your name? ").toUpperCase()', { allow_stdin: true });
    const { prompt } = await kernel.input("Ada");
    assert.equal(prompt, "Your name? ");
    assert.equal(printed(await kernel.answer(id)), "'ADA'\n");
    assert.match(
      errorText(await kernel.run('prompt("Age?")')),
      /Cannot ask “Age\?”: this front end offers no way/,
    );
  });

  test("readline asks the reader too", async () => {
    const id = await kernel.sendCell(
      `const lines = require("readline").createInterface({ input: process.stdin, output: process.stdout });
       const answer = await new Promise<string>((done) => lines.question("Which seed? ", done));
       lines.close();
       answer`,
      { allow_stdin: true },
    );
    await kernel.input("7");
    assert.match(printed(await kernel.answer(id)), /Which seed\? [^]*'7'/);
  });

  test("a question is interrupted like any cell", async () => {
    const id = await kernel.sendCell('prompt("Wait?")', { allow_stdin: true });
    await sleep(200);
    await kernel.control("interrupt_request", {});
    assert.equal((await kernel.answer(id, 2000)).reply.content.ename, "KeyboardInterrupt");
    assert.equal(printed(await kernel.run("1 + 1")), "2\n");
  });
});

test("a cell that ends the process says so", async () => {
  const kernel = await Kernel.start();
  try {
    const id = await kernel.sendCell('console.log("last words"); process.exit(3);');
    assert.equal(await kernel.exited, 3);
    const texts = kernel.publishedFor(id).map(({ content }) => content.text);
    assert.ok(texts.includes("last words\n"));
    assert.ok(
      texts.some((text) => String(text).includes("called process.exit(3)")),
      JSON.stringify(texts),
    );
  } finally {
    await kernel.stop();
  }
});

test("no accident on the heartbeat's port harms the kernel", async () => {
  const kernel = await Kernel.start();
  try {
    await kernel.disturbHeartbeat();
    assert.equal(await kernel.beat("still there"), "still there");
    assert.equal(printed(await kernel.run("1 + 1")), "2\n");
  } finally {
    await kernel.stop();
  }
});
