import assert from "node:assert/strict";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { errorText, Kernel, printed, type Channel } from "./client";

describe("nothing that is shown or sent ends the kernel", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start();
    await kernel.run(
      'const kept = 7;\nimport * as tslab from "tslab";\nimport { interact, slider } from "../lib";',
    );
  });
  after(() => kernel.stop());

  const noJson: Record<string, string> = {
    "an integer without a limit":
      '({ [Symbol.for("Jupyter.display")]() { return { "application/json": { n: 1n } }; } })',
    "a cycle":
      'const ring: any = {}; ring.ring = ring;\n({ [Symbol.for("Jupyter.display")]() { return { "application/json": ring }; } })',
    "a cycle, later":
      '({ async [Symbol.for("Jupyter.display")]() { const r: any = {}; r.r = r; return { "a/b": r }; } })',
    "a getter that throws":
      'tslab.display.raw("application/json", { get n() { throw new Error("no"); } } as any)',
    "what tslab displays": 'tslab.display.raw("application/json", { n: 1n } as any)',
    "the label of a control": "interact({ a: slider(0, 1, { label: 5n as any }) }, ({ a }) => a)",
    metadata: '({ [Symbol.for("Jupyter.display")]() { return { data: {}, metadata: { n: 1n } }; } })',
  };
  for (const [name, code] of Object.entries(noJson)) {
    test(`${name} that is no JSON is an error of its cell`, async () => {
      const answer = await kernel.run(code);
      assert.match(
        errorText(answer),
        /^TypeError: Cannot show this: its data cannot be written as JSON \(.+\)/,
      );
      assert.equal(printed(await kernel.run("kept")), "7\n");
    });
  }

  /** Names that every object has. */
  const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "no_such_request"];
  for (const channel of ["shell", "control"] satisfies Channel[]) {
    test(`messages on the ${channel} channel whose type is a name that every object has are passed over`, async () => {
      for (const type of inherited) await kernel.send(type, {}, channel);
      assert.equal(printed(await kernel.run("kept")), "7\n");
    });
  }

  test("messages whose content is not what their type promises are passed over", async () => {
    for (const type of [
      "execute_request",
      "complete_request",
      "inspect_request",
      "is_complete_request",
      "history_request",
      "comm_open",
      "comm_msg",
      "comm_close",
      "comm_info_request",
      "kernel_info_request",
    ])
      for (const content of [{}, [], { code: 5, cursor_pos: "x", n: {}, pattern: 3, comm_id: {}, data: 5 }])
        await kernel.send(type, content as Record<string, unknown>);
    assert.equal(printed(await kernel.run("kept", {}, 60_000)), "7\n");
    assert.equal((await kernel.control("kernel_info_request", {})).content.status, "ok");
  });

  test("a search of the history for a pattern that fits nearly everywhere ends at once", async () => {
    await kernel.run(`"${"a".repeat(5000)}".length`);
    const search = { hist_access_type: "search", pattern: `${"*a".repeat(40)}*b`, n: 10 };
    const { content } = await kernel.control("history_request", search);
    assert.deepEqual(content.history, []);
    const found = await kernel.control("history_request", { ...search, pattern: '*"a*a?*a*".l?ngth*' });
    assert.equal((found.content.history as unknown[]).length, 1);
  });

  test("an error of a hundred thousand errors shows the first ten", async () => {
    const text = errorText(
      await kernel.run(
        'throw new AggregateError(Array.from({ length: 1e5 }, (_, i) => new Error("reason " + i)), "all failed")',
      ),
    );
    assert.match(text, /^AggregateError: all failed\n[^]*Error 1 of 100,000:\nError: reason 0\n/);
    assert.match(text, /\nError 10 of 100,000:\nError: reason 9\n[^]*\n… and 99,990 more$/);
    assert.ok(text.length < 10_000, `${text.length} characters`);
  });

  test("an error of errors of errors shows ten in all", async () => {
    const text = errorText(
      await kernel.run(`const nest = (depth: number): Error => depth === 0 ? new Error("deep") :
        new AggregateError(Array.from({ length: 10 }, () => nest(depth - 1)), "level " + depth);
      throw nest(5);`),
    );
    assert.equal(text.match(/^Error \d+ of 10:/gm)?.length, 10);
  });

  test("a message of ten million characters shows both its ends", async () => {
    const answer = await kernel.run('throw new Error("begin" + "x".repeat(1e7) + "end")');
    assert.match(errorText(answer), /^Error: beginx+\n… 9,980,008 characters left out …\nx+end\n/);
    assert.ok(String(answer.reply.content.evalue).length < 30_000);
  });
});

describe("a cell that waits", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start("ours", { isLeader: true });
  });
  after(() => kernel.stop());

  test(
    "for a child process ends with it when it is stopped",
    { skip: process.platform === "win32" },
    async () => {
      for (const code of ['execSync("sleep 1000")', 'spawnSync("sleep", ["1000"])']) {
        const id = await kernel.sendCell(`console.log("go"); require("child_process").${code}`);
        await kernel.until(() => kernel.publishedFor(id).some(({ type }) => type === "stream"));
        await kernel.control("interrupt_request", {}, 10_000);
        assert.equal((await kernel.answer(id)).reply.content.ename, "KeyboardInterrupt");
      }
      assert.equal(printed(await kernel.run("1 + 1")), "2\n");
    },
  );

  test("for a line where no one can type ends with an error that says so", async () => {
    const answer = await kernel.run(
      `const lines = require("readline").createInterface({ input: process.stdin, output: process.stdout });
       await new Promise((done) => lines.question("Which seed? ", done));`,
      { allow_stdin: false },
    );
    assert.match(errorText(answer), /^Error: Cannot ask “”: this front end offers no way to answer/);
    assert.equal(printed(await kernel.run("1 + 1")), "2\n");
  });
});

test("a group of lines that a cell has left open does not indent the next cell's", async () => {
  const kernel = await Kernel.start();
  try {
    const open = await kernel.run(
      'console.group("a"); console.group("b"); console.log("c"); throw new Error("d");',
    );
    assert.equal(printed(open), "a\n  b\n    c\n");
    assert.equal(printed(await kernel.run('console.log("e")')), "e\n");
  } finally {
    await kernel.stop();
  }
});
