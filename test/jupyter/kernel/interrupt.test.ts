import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { errorText, Kernel, printed, within, type Answer } from "./client";
import { repairTests } from "./repair";

/** An interrupted cell has to end within this many milliseconds. */
const HALF_A_SECOND = 500;

const SLEEP = "const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));";

type Interrupt = (kernel: Kernel) => Promise<unknown>;

const bySignal: Interrupt = (kernel) => Promise.resolve(kernel.process.kill("SIGINT"));
const byMessage: Interrupt = (kernel) => kernel.control("interrupt_request", {});

/** Starts a cell, interrupts it once it says "go", and returns what became of it. */
async function interrupted(kernel: Kernel, cell: string, interrupt: Interrupt): Promise<Answer> {
  const id = await kernel.sendCell(cell);
  await within(
    5000,
    kernel.until(() => kernel.publishedFor(id).some(({ type }) => type === "stream")),
  );
  await sleep(50);
  const [answer] = await Promise.all([kernel.answer(id, HALF_A_SECOND), interrupt(kernel)]);
  return answer;
}

/**
 * Loops by what they do; each counts in `n` and says "go". The asynchronous ones wait before: a signal that comes just when
 * Node takes its listeners away, at the start of a cell, may be lost.
 */
const LOOPS: Record<string, string> = {
  "a synchronous loop":
    'console.log("go"); const end = Date.now() + 40; while (true) if (Date.now() > end) n++;',
  "an asynchronous loop": 'await sleep(9); console.log("go"); for (;;) { n++; await sleep(10); }',
  "an asynchronous loop in a function":
    'async function loop() { for (;;) { n++; await sleep(10); } }\nawait sleep(9); console.log("go"); await loop();',
  "an asynchronous loop in a function of an earlier cell":
    'await sleep(9); console.log("go"); await earlier();',
  "an asynchronous iteration": 'await sleep(9); console.log("go"); for await (const i of ticks()) n = i;',
  "a loop that is not awaited": 'await sleep(9); console.log("go"); void earlier(); await sleep(1e6);',
  "a loop that listens for the signal":
    'const done = untilInterrupted(); await sleep(9); console.log("go"); await done;',
};

const DEFINITIONS = `${SLEEP}
let n = 0;
async function earlier() { for (;;) { n++; await sleep(10); } }
async function* ticks() { for (let i = 0; ; i++) { await sleep(10); yield i; } }`;

describe("an interrupt", () => {
  let folder: string;
  let kernel: Kernel;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "kernel-test-"));
    writeFileSync(
      join(folder, "training.js"),
      `exports.untilInterrupted = async () => {
         let stop = false;
         const onInterrupt = () => { stop = true; };
         process.once("SIGINT", onInterrupt);
         while (!stop) await new Promise((done) => setTimeout(done, 10));
         globalThis.stoppedItself = true;
       };`,
    );
    kernel = await Kernel.start("ours", { cwd: folder });
    await kernel.run(`${DEFINITIONS}\nconst { untilInterrupted } = require("./training.js");`);
  });
  after(async () => {
    await kernel.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [way, interrupt] of Object.entries({ signal: bySignal, message: byMessage })) {
    if (way === "signal" && process.platform === "win32") continue;
    for (const [name, cell] of Object.entries(LOOPS)) {
      test(`by ${way} stops ${name}, and the variables stay`, async () => {
        await kernel.run("n = 0");
        const answer = await interrupted(kernel, cell, interrupt);
        assert.equal(answer.reply.content.ename, "KeyboardInterrupt");
        assert.match(errorText(answer), /^KeyboardInterrupt: The cell was stopped/);
        const count = printed(await kernel.run("n"));
        await sleep(60);
        assert.equal(printed(await kernel.run("n")), count, "the loop goes on");
      });
    }
  }

  test("by message stops code that computes after an await, again and again", async () => {
    for (let i = 0; i < 3; i++) {
      const answer = await interrupted(
        kernel,
        'console.log("go"); await sleep(1); while (true) n++;',
        byMessage,
      );
      assert.equal(answer.reply.content.ename, "KeyboardInterrupt");
      assert.equal(printed(await kernel.run("await sleep(5); 'alive'")), "alive\n");
    }
  });

  test("lets a loop that listens for it end by itself", async () => {
    await kernel.run("delete (globalThis as any).stoppedItself;");
    await interrupted(kernel, LOOPS["a loop that listens for the signal"]!, byMessage);
    assert.equal(printed(await kernel.run("await sleep(50); (globalThis as any).stoppedItself")), "true\n");
  });

  test("runs finally blocks of what it stops", async () => {
    await interrupted(
      kernel,
      'console.log("go"); try { for (;;) await sleep(10) } finally { n = -1 }',
      byMessage,
    );
    assert.equal(printed(await kernel.run("await sleep(50); n")), "-1\n");
  });

  test("aborts the cells that wait, and no later ones", async () => {
    const first = await kernel.sendCell('console.log("go"); for (;;) await sleep(10);');
    const second = await kernel.sendCell("n = 1");
    await kernel.until(() => kernel.publishedFor(first).some(({ type }) => type === "stream"));
    await byMessage(kernel);
    assert.equal((await kernel.answer(first)).reply.content.status, "error");
    assert.equal((await kernel.answer(second)).reply.content.status, "aborted");
    assert.equal((await kernel.run("n")).reply.content.status, "ok");
  });

  test("does nothing when nothing runs", async () => {
    await byMessage(kernel);
    await sleep(250);
    assert.equal((await kernel.run("n")).reply.content.status, "ok");
  });
});

/** Lines of a cell that take TypeScript a second or two. */
const SLOW = `type Row<N extends number, T extends unknown[] = []> =
  T["length"] extends N ? T : Row<N, [...T, { [K in keyof T]: T[K] }]>;
const width: Row<400>["length"] = 400;`;

describe("an interrupt during a cell's conversion", () => {
  /** Sends a cell, interrupts it a moment later, and returns what became of it and of a cell that waits behind it. */
  async function interruptedSoon(kernel: Kernel, cell: string, interrupt: Interrupt): Promise<Answer[]> {
    const first = await kernel.sendCell(cell);
    const second = await kernel.sendCell("behind");
    await sleep(100);
    await interrupt(kernel);
    return Promise.all([kernel.answer(first, 30_000), kernel.answer(second, 30_000)]);
  }

  async function endsCell(kernel: Kernel, cell: string, interrupt: Interrupt): Promise<void> {
    const [first, second] = await interruptedSoon(kernel, cell, interrupt);
    assert.equal(first?.reply.content.ename, "KeyboardInterrupt");
    assert.equal(printed(first), "", "the cell has run");
    assert.equal(second?.reply.content.status, "aborted");
    assert.equal(printed(await kernel.run("1 + 1", {}, 5000)), "2\n");
  }

  test("ends the first cell of a kernel before it runs", async () => {
    const kernel = await Kernel.start();
    try {
      await endsCell(kernel, `${SLOW} console.log("run");`, byMessage);
    } finally {
      await kernel.stop();
    }
  });

  describe("of a kernel that is warm", () => {
    let kernel: Kernel;
    before(async () => {
      kernel = await Kernel.start();
      await kernel.run("let n = 0;");
    });
    after(() => kernel.stop());

    for (const [way, interrupt] of Object.entries({ signal: bySignal, message: byMessage })) {
      if (way === "signal" && process.platform === "win32") continue;
      test(`by ${way} ends the cell before it runs, and leaves the variables alone`, async () => {
        await endsCell(kernel, `${SLOW} n = 1; const n2 = 2; console.log("run");`, interrupt);
        assert.equal(printed(await kernel.run("n")), "0\n");
        assert.match(errorText(await kernel.run("n2")), /Cannot find name 'n2'/);
      });
    }

    test("twice ends the cell, and not the next one", async () => {
      await endsCell(kernel, SLOW, async () => {
        await byMessage(kernel);
        await byMessage(kernel);
      });
      const answer = await kernel.run("await new Promise((done) => setTimeout(done, 300)); 'whole'");
      assert.equal(printed(answer), "whole\n");
    });

    test("that a completion needs ends the cell that waits, and leaves the completion alone", async () => {
      const cell = await kernel.sendCell(
        "console.log('go'); await new Promise(() => setInterval(() => 0, 10));",
      );
      await kernel.until(() => kernel.publishedFor(cell).some(({ type }) => type === "stream"));
      const code = `${SLOW} width.toF`;
      const completion = await kernel.send("complete_request", { code, cursor_pos: code.length });
      await sleep(100);
      await byMessage(kernel);
      const { reply } = await kernel.answer(completion, 30_000);
      assert.deepEqual(reply.content.matches, ["toFixed"]);
      assert.equal((await kernel.answer(cell)).reply.content.ename, "KeyboardInterrupt");
      assert.equal(printed(await kernel.run("1 + 1", {}, 5000)), "2\n");
    });
  });
});

describe("on stock tslab too", () => {
  const repair = repairTests();

  repair(
    "an interrupted asynchronous loop does not go on in the background",
    async (kernel) => {
      await kernel.run(DEFINITIONS);
      await interrupted(kernel, LOOPS["an asynchronous loop"]!, bySignal);
      await sleep(250);
      const count = printed(await kernel.run("n"));
      await sleep(60);
      assert.equal(printed(await kernel.run("n")), count, "the loop goes on");
    },
    /the loop goes on/,
  );

  repair(
    "a message interrupts",
    async (kernel) => {
      await kernel.control("interrupt_request", {}, 1000);
    },
    /No reply to interrupt_request/,
  );
});
