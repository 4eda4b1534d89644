import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Content } from "../../../jupyter/kernel/common/messages";
import { KernelClient } from "../../../jupyter/web/src/kernel-client";
import type { ToKernel, ToPage } from "../../../jupyter/web/src/protocol";

/** A worker whose kernel is the test. */
class FakeWorker {
  static all: FakeWorker[] = [];
  onmessage: ((event: { data: ToPage }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  isEnded = false;
  readonly #asked: string[] = [];
  readonly #listeners: ((event: { data: ToPage }) => void)[] = [];

  constructor() {
    FakeWorker.all.push(this);
  }

  postMessage(message: ToKernel): void {
    if (message.type === "start") this.onmessage?.({ data: { type: "ready" } });
    if (message.type === "request") this.#asked.push(message.id);
  }

  addEventListener(_message: string, listener: (event: { data: ToPage }) => void): void {
    this.#listeners.push(listener);
  }

  /** Says that it has heard the stop. */
  hear(): void {
    for (const listener of this.#listeners) listener({ data: { type: "interrupted" } });
  }

  terminate(): void {
    this.isEnded = true;
  }

  /** Waits until so many requests have come. @returns the id of the last one */
  async asked(count: number): Promise<string> {
    while (this.#asked.length < count) await new Promise(setImmediate);
    return this.#asked[count - 1]!;
  }

  say(channel: string, parent: string, msgType: string, content: Content): void {
    this.onmessage?.({ data: { type: "message", channel, parent, msgType, content, metadata: {} } });
  }
}

const told: unknown[] = [];
let client: KernelClient;

beforeEach(() => {
  const fetch = () => Promise.resolve({ json: () => Promise.resolve({}) });
  Object.assign(globalThis, { Worker: FakeWorker, fetch });
  FakeWorker.all = [];
  told.length = 0;
  client = new KernelClient((file) => Promise.resolve(file), "lesson.cells.json", {
    message: (cell, type, { text, traceback }) => told.push([cell, type, text ?? traceback]),
    state: (state) => told.push(state),
  });
});

const worker = async (place = 0): Promise<FakeWorker> => {
  while (FakeWorker.all[place] === undefined) await new Promise(setImmediate);
  return FakeWorker.all[place];
};

const STOPPED = "Stopped. The variables are gone: a cell runs again what it needs.";

const ok = { status: "ok" };

test("a worker starts with the first request, and each cell hears its own output and the end of its own run", async () => {
  assert.equal(FakeWorker.all.length, 0);
  const replies = [client.execute("a", "1"), client.execute("b", "2"), client.execute("a", "3")];
  const kernel = await worker();
  const [first, other, again] = [await kernel.asked(1), await kernel.asked(2), await kernel.asked(3)];
  kernel.say("iopub", other, "stream", { text: "of b" });
  kernel.say("iopub", again, "stream", { text: "of a" });
  for (const [place, id] of [again, first, other].entries())
    kernel.say("shell", id, "execute_reply", { ...ok, place });
  assert.deepEqual(
    (await Promise.all(replies)).map(({ place }) => place),
    [1, 2, 0],
  );
  assert.deepEqual(told, ["starting", "idle", ["b", "stream", "of b"], ["a", "stream", "of a"]]);
  assert.equal(FakeWorker.all.length, 1);
});

test("what an earlier run of a cell still says is not heard once the cell is run again, but what it says to controls is", async () => {
  void client.execute("a", "1");
  const kernel = await worker();
  const first = await kernel.asked(1);
  void client.execute("a", "1");
  const again = await kernel.asked(2);
  kernel.say("iopub", first, "display_data", { text: "late" });
  kernel.say("iopub", first, "comm_close", { text: "its control" });
  kernel.say("iopub", again, "display_data", { text: "of now" });
  assert.deepEqual(told.slice(2), [
    ["a", "comm_close", "its control"],
    ["a", "display_data", "of now"],
  ]);
});

test("a cell that hears the interrupt leaves the worker and its variables", async () => {
  const reply = client.execute("a", "await never");
  const kernel = await worker();
  const id = await kernel.asked(1);
  const stopped = client.interrupt();
  kernel.hear();
  kernel.say("shell", id, "execute_reply", { status: "error" });
  await stopped;
  assert.equal((await reply).status, "error");
  assert.equal(kernel.isEnded, false);
});

test("an endless cell is ended with its worker, what waits behind it too, and the next cell starts another", async () => {
  const replies = [client.execute("a", "for (;;);"), client.execute("b", "1")];
  const kernel = await worker();
  await kernel.asked(2);
  await client.interrupt();
  assert.deepEqual(
    (await Promise.all(replies)).map(({ status }) => status),
    ["aborted", "aborted"],
  );
  assert.ok(kernel.isEnded);
  assert.deepEqual(told.slice(-2), [["a", "error", [STOPPED]], "restarted"]);
  const next = client.execute("a", "1");
  const second = await worker(1);
  second.say("shell", await second.asked(1), "execute_reply", ok);
  assert.equal((await next).status, "ok");
});

test("a stop reaches what no cell waits for, such as a control, and what an ended worker still says is not heard", async () => {
  const reply = client.execute("a", "1");
  const kernel = await worker();
  kernel.say("shell", await kernel.asked(1), "execute_reply", ok);
  await reply;
  await client.interrupt();
  assert.ok(kernel.isEnded);
  kernel.say("iopub", "a#1", "stream", { text: "late" });
  assert.equal(told.at(-1), "restarted");
});

test("a worker that cannot start is an error, and not a wait", async () => {
  Object.assign(globalThis, {
    Worker: class extends FakeWorker {
      override postMessage(): void {
        this.onerror?.({ message: "out of memory" });
      }
    },
  });
  await assert.rejects(client.execute("a", "1"), /The kernel could not start: out of memory/);
});
