import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Kernel, printed, within, type KernelKind } from "./client";

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
  const reply = await kernel.control("shutdown_request", { restart: true }, 1500);
  assert.equal(reply.content.restart, true);
  await within(1500, kernel.exited, "exit");
}

describe("shutdown", () => {
  test("is answered and ends an idle kernel, without a complaint", () =>
    withKernel("ours", async (kernel) => {
      await shutDown(kernel);
      assert.deepEqual([kernel.process.exitCode, kernel.log], [0, ""]);
    }));

  test("is answered and ends a kernel whose cell waits", () =>
    withKernel("ours", (kernel) => shutDown(kernel, "await new Promise(() => setInterval(() => 0, 10))")));

  test("is answered and ends a kernel whose cell computes", () =>
    withKernel("ours", (kernel) => shutDown(kernel, BUSY)));

  test("stock tslab fails: it does not answer while a cell computes", () =>
    withKernel("stock", async (kernel) => {
      await assert.rejects(shutDown(kernel, BUSY), /No reply to shutdown_request/);
    }));
});

describe("a kernel whose cell computes", () => {
  test("answers the heartbeat", () =>
    withKernel("ours", async (kernel) => {
      await kernel.sendCell(BUSY);
      await sleep(300);
      assert.equal(await kernel.beat("alive?"), "alive?");
    }));
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

  test("stock tslab fails: it stays", () => assert.rejects(orphan("stock"), /Missing expected rejection/));
});
