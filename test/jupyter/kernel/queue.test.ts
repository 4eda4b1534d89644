import assert from "node:assert/strict";
import { test } from "node:test";
import { ExecutionQueue } from "../../../jupyter/kernel/execution/queue";

test("a task that fails is told, and those behind it run", async () => {
  const told = new Promise((resolve) => process.once("unhandledRejection", resolve));
  const queue = new ExecutionQueue();
  queue.add(() => Promise.reject(new Error("failed")));
  await new Promise<void>((resolve) => {
    queue.add(async () => {
      await Promise.resolve();
      resolve();
    });
  });
  assert.match(String(await told), /failed/);
});
