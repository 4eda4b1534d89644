import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { slowness } from "../../run/patience.mjs";
import { errorText, Kernel, printed, type Answer } from "./client";
import { repairTests } from "./repair";

/** Half a second, in milliseconds: the time in which an interrupted cell has to end, on a machine that is not busy. */
const HALF_A_SECOND = 500;

/** How long tests wait, in milliseconds: on a busy machine any one step may take far longer than it usually does. */
const PATIENCE = 10_000;

/** The times from an interrupt to the end of its cell, in milliseconds. */
const delays: number[] = [];

/** Waits for the end of a cell that has been interrupted, and notes how long it took. */
async function noted(kernel: Kernel, id: string): Promise<Answer> {
  const start = performance.now();
  const answer = await kernel.answer(id, PATIENCE);
  delays.push(performance.now() - start);
  return answer;
}

const SLEEP = "const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));";

type Interrupt = (kernel: Kernel, isDone: () => boolean) => Promise<unknown>;

/**
 * As a person would: a signal that comes just when a script of Node's ends is lost, so it is sent again; late enough that it does
 * not meet the next cell.
 */
const bySignal: Interrupt = async (kernel, isDone) => {
  while (!isDone()) {
    kernel.process.kill("SIGINT");
    for (let waited = 0; waited < 2000 && !isDone(); waited += 20) await sleep(20);
  }
};
const byMessage = (kernel: Kernel): Promise<unknown> => kernel.control("interrupt_request", {});

/** Starts a cell, interrupts it once it says "go", and returns what became of it. */
async function interrupted(kernel: Kernel, cell: string, interrupt: Interrupt): Promise<Answer> {
  const id = await kernel.sendCell(cell);
  await kernel.until(() => kernel.publishedFor(id).some(({ type }) => type === "stream"));
  // Not a multiple of the loops' ten milliseconds.
  await sleep(45);
  let isDone = false;
  const answer = noted(kernel, id).finally(() => {
    isDone = true;
  });
  await Promise.all([answer, interrupt(kernel, () => isDone)]);
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

  test("by message stops code of every kind again and again, and never the cell after it", async () => {
    const kinds = [
      'console.log("go"); await sleep(1); while (true) n++;',
      'console.log("go"); while (true) n++;',
      'console.log("go"); for (;;) await null;',
      'require("fs").readFile("/dev/null", () => { console.log("go"); for (;;); }); await new Promise(() => 0);',
    ];
    for (let i = 0; i < 24; i++) {
      const answer = await interrupted(kernel, kinds[i % kinds.length]!, byMessage);
      assert.equal(answer.reply.content.ename, "KeyboardInterrupt");
      assert.equal(printed(await kernel.run("await sleep(5); 1 + 1")), "2\n");
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

  test("does nothing to a kernel that is still starting", async () => {
    const young = await Kernel.start();
    await young.send("interrupt_request", {}, "control");
    assert.equal((await young.run("1 + 1", {}, PATIENCE)).reply.content.status, "ok");
    await young.stop();
  });

  test("does nothing when nothing runs", async () => {
    await byMessage(kernel);
    await sleep(250);
    assert.equal((await kernel.run("n")).reply.content.status, "ok");
  });
});

/** Code that keeps the thread busy, or holds on to it in other ways, by what it is; each starts at once, or says when it does. */
const STUBBORN: Record<string, string> = {
  "a native call": 'require("child_process").execSync("sleep 1");',
  "a native call after an await": 'await null; require("child_process").execSync("sleep 1");',
  "text that is parsed": 'for (;;) JSON.parse("[" + "1,".repeat(1e6) + "1]");',
  "a sort by the engine": "for (;;) Array.from({ length: 3e5 }, (_, i) => (i * 7919) % 3e5).sort();",
  "a loop in a timer": "setTimeout(() => { for (;;); }, 20); await new Promise(() => 0);",
  "a loop in an immediate": "setImmediate(() => { for (;;); }); await new Promise(() => 0);",
  "a loop in a tick": "process.nextTick(() => { for (;;); }); await new Promise(() => 0);",
  "a loop in a microtask": "queueMicrotask(() => { for (;;); }); await new Promise(() => 0);",
  "a loop behind a promise": "await Promise.resolve().then(() => { for (;;); });",
  "a loop after reading a file": 'await require("fs").promises.readFile("/dev/null"); begin(); for (;;);',
  "a loop in a callback of Node":
    'require("fs").readFile("/dev/null", () => { begin(); for (;;); }); await new Promise(() => 0);',
  "a loop in WebAssembly": "loop();",
  "a loop in WebAssembly after an await": "await null; loop();",
  "a loop of awaits": "for (;;) await null;",
  "a loop that tries again whatever happens":
    "while (true) { try { await new Promise((done) => setTimeout(done, 20)); n++; } catch {} }",
  "timers that start each other":
    "const again = () => { n++; setTimeout(again, 5); }; again(); await new Promise(() => 0);",
  "an interval": "setInterval(() => { n++; }, 5); await new Promise(() => 0);",
  "a generator without end":
    "async function* all() { for (;;) yield 1; } for await (const one of all()) n += one;",
  "printing without end": 'for (;;) console.log("x".repeat(100));',
  "a loop that listens for the signal": 'process.on("SIGINT", () => undefined); while (true);',
  "what is thrown and cannot be read": "throw { get message() { while (true); }, stack: 1 };",
  "a value that shows itself without end": '({ [Symbol.for("Jupyter.display")]() { while (true); } })',
};

/** A WebAssembly module that exports an endless loop. */
const WASM_LOOP = `const { WebAssembly } = globalThis as any;
const wasm = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 108, 111, 111, 112, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11];
const { loop } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm))).exports;
let n = 0;`;

describe("whatever a cell does, an interrupt ends it", () => {
  let kernel: Kernel;
  const folder = mkdtempSync(join(tmpdir(), "stubborn-"));
  const begun = join(folder, "begun");
  before(async () => {
    kernel = await Kernel.start();
    await kernel.run(WASM_LOOP);
    await kernel.run(`const begin = () => require("fs").writeFileSync(${JSON.stringify(begun)}, "");`);
  });
  after(async () => {
    await kernel.stop();
    rmSync(folder, { recursive: true });
  });

  for (const [name, code] of Object.entries(STUBBORN)) {
    test(name, async () => {
      const id = await kernel.sendCell(code);
      await kernel.until(() => kernel.publishedFor(id).some(({ type }) => type === "execute_input"));
      // On a busy machine a file may be read long after.
      if (code.includes("begin()"))
        for (let waited = 0; !existsSync(begun) && waited < PATIENCE; waited += 20) await sleep(20);
      rmSync(begun, { force: true });
      await sleep(200);
      await byMessage(kernel);
      const { reply } = await (name.includes("native") ? kernel.answer(id) : noted(kernel, id));
      assert.equal(reply.content.status, "error");
      await sleep(50);
      const count = printed(await kernel.run("n", {}, PATIENCE));
      await sleep(60);
      assert.equal(printed(await kernel.run("n", {}, PATIENCE)), count, "it goes on in the background");
    });
  }

  test("and an interrupt that comes when nothing runs has no effect on a cell that follows at once", async () => {
    for (let i = 0; i < 20; i++) {
      void kernel.send("interrupt_request", {}, "control");
      assert.equal((await kernel.run("await null; n")).reply.content.status, "ok");
    }
  });

  test("and two that come together end one cell", async () => {
    for (let i = 0; i < 10; i++) {
      const id = await kernel.sendCell("await null; while (true);");
      await sleep(60);
      await Promise.all([byMessage(kernel), byMessage(kernel)]);
      assert.equal((await kernel.answer(id, PATIENCE)).reply.content.ename, "KeyboardInterrupt");
      assert.equal((await kernel.run("1 + 1", {}, PATIENCE)).reply.content.status, "ok");
    }
  });
});

test("an interrupted cell ends within half a second", () => {
  assert.ok(delays.length > 30);
  const median = delays.sort((a, b) => a - b)[Math.floor(delays.length / 2)]!;
  assert.ok(median < HALF_A_SECOND * slowness(), `${median} ms in the median of ${delays.length}`);
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
    await interrupt(kernel, () => true);
    return Promise.all([kernel.answer(first, 30_000), kernel.answer(second, 30_000)]);
  }

  async function endsCell(kernel: Kernel, cell: string, interrupt: Interrupt): Promise<void> {
    const [first, second] = await interruptedSoon(kernel, cell, interrupt);
    assert.equal(first?.reply.content.ename, "KeyboardInterrupt");
    assert.equal(printed(first), "", "the cell has run");
    assert.equal(second?.reply.content.status, "aborted");
    assert.equal(printed(await kernel.run("1 + 1", {}, PATIENCE)), "2\n");
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

    test("ends the cell before it runs, and leaves the variables alone", async () => {
      await endsCell(kernel, `${SLOW} n = 1; const n2 = 2; console.log("run");`, byMessage);
      assert.equal(printed(await kernel.run("n")), "0\n");
      assert.match(errorText(await kernel.run("n2")), /Cannot find the name n2/);
    });

    test("twice ends the cell, and not the next one", async () => {
      await endsCell(kernel, SLOW, async () => {
        await Promise.all([kernel.send("interrupt_request", {}, "control"), byMessage(kernel)]);
      });
      const answer = await kernel.run('await new Promise((done) => setTimeout(done, 300)); "whole".length');
      assert.equal(printed(answer), "5\n");
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
      assert.equal(printed(await kernel.run("1 + 1", {}, PATIENCE)), "2\n");
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
