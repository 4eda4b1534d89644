import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Kernel, printed, within, type Channel, type KernelKind } from "./client";
import { stockTest } from "./repair";

const BUSY = "await new Promise((done) => setTimeout(done, 1)); while (true);";

async function withKernel(kind: KernelKind, use: (kernel: Kernel) => Promise<void>): Promise<void> {
  const kernel = await Kernel.start(kind);
  try {
    await use(kernel);
  } finally {
    await kernel.stop();
  }
}

async function shutDown(kernel: Kernel, cell?: string): Promise<void> {
  if (cell !== undefined) {
    await kernel.sendCell(cell);
    await sleep(300);
  }
  const reply = await kernel.control("shutdown_request", { restart: true }, 5000);
  assert.equal(reply.content.restart, true);
  await within(5000, kernel.exited, "exit");
}

describe("shutdown", () => {
  test("is answered and ends an idle kernel, without a complaint", () =>
    withKernel("ours", async (kernel) => {
      await kernel.run("1");
      await shutDown(kernel);
      assert.deepEqual([kernel.process.exitCode, kernel.log], [0, ""]);
    }));

  test("is answered and ends a kernel whose cell waits", () =>
    withKernel("ours", (kernel) => shutDown(kernel, "await new Promise(() => setInterval(() => 0, 10))")));

  test("is answered and ends a kernel whose cell computes", () =>
    withKernel("ours", (kernel) => shutDown(kernel, BUSY)));

  stockTest("stock tslab fails: it does not answer while a cell computes", () =>
    withKernel("stock", async (kernel) => {
      await assert.rejects(shutDown(kernel, BUSY), /No reply to shutdown_request/);
    }),
  );
});

describe("a kernel whose cell computes", () => {
  test("answers the heartbeat", () =>
    withKernel("ours", async (kernel) => {
      await kernel.sendCell(BUSY);
      await sleep(300);
      assert.equal(await kernel.beat("alive?"), "alive?");
    }));
});

describe("a message that is none, or that is not signed with the kernel's key", () => {
  const channels: Record<Channel, string> = { shell: "history_request", control: "shutdown_request" };
  const badMessages: Record<string, string[]> = {
    "a single frame": ["garbage"],
    "a message that ends early": ["<IDS|MSG>", "", "{}"],
    "a message that is not JSON": ["<IDS|MSG>", "", "{", "{", "{", "{"],
  };

  for (const [channel, type] of Object.entries(channels) as [Channel, string][]) {
    test(`is dropped on the ${channel} channel, and the kernel goes on`, () =>
      withKernel("ours", async (kernel) => {
        for (const frames of Object.values(badMessages)) await kernel.sendFrames(frames, channel);
        const forged = [
          await kernel.send(type, { restart: false }, channel, "another key"),
          await kernel.send(type, { restart: false }, channel, ""),
        ];
        const cell = await kernel.send("execute_request", { code: "forged" }, channel, "another key");
        await sleep(800);
        assert.equal(printed(await kernel.run("1 + 1", {}, 10_000)), "2\n");
        for (const id of [...forged, cell]) assert.deepEqual(kernel.publishedFor(id), []);
        assert.equal(kernel.log, "");
        assert.equal((await kernel.control("interrupt_request", {})).content.status, "ok");
      }));
  }

  test("is taken if the key is empty: then nothing is signed", async () => {
    const kernel = await Kernel.start("ours", { key: "" });
    try {
      assert.equal(printed(await kernel.run("1 + 1")), "2\n");
      assert.equal((await kernel.request("history_request", {})).reply.type, "history_reply");
      await kernel.sendFrames(["<IDS|MSG>", "", "{", "{", "{", "{"], "control");
      await shutDown(kernel);
    } finally {
      await kernel.stop();
    }
  });
});

/** Starts the kernel as a child of its own, and can be killed alone. */
const PARENT =
  'require("child_process").spawn(process.execPath, process.argv.slice(1), { stdio: "inherit" });';

describe("a kernel whose parent is gone", () => {
  const options = { env: { JPY_PARENT_PID: "1" }, nodeArguments: ["-e", PARENT, "--"] };

  async function orphan(kind: KernelKind): Promise<void> {
    const kernel = await Kernel.start(kind, options);
    const pid = Number(printed(await kernel.run("process.pid")));
    try {
      await kernel.stop();
      await sleep(2500);
      await assert.rejects(kernel.beat("alive?", 500), /No heartbeat/, "the kernel is alive");
    } finally {
      if (kind === "stock") process.kill(pid, "SIGKILL");
    }
  }

  test("ends", () => orphan("ours"));

  stockTest("stock tslab fails: it stays", () =>
    assert.rejects(orphan("stock"), /Missing expected rejection/),
  );
});
