import assert from "node:assert/strict";
import { test } from "node:test";
import { ExecutionQueue } from "../../../jupyter/kernel/execution/queue";

test("a task that fails is told, and those behind it run", async () => {
  const told: unknown[] = [];
  const queue = new ExecutionQueue((failure) => told.push(failure));
  const failure = new Error("failed");
  queue.add(() => Promise.reject(failure));
  await new Promise<void>((resolve) => {
    queue.add(async () => {
      await Promise.resolve();
      resolve();
    });
  });
  assert.deepEqual(told, [failure]);
});
