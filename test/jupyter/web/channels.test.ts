import assert from "node:assert/strict";
import { test } from "node:test";
import { Channels } from "../../../jupyter/web/src/channels";

test("what the kernel says reaches the control with its id, until its cell runs again or the kernel is gone", () => {
  const sent: unknown[] = [];
  const heard: unknown[] = [];
  const channels = new Channels((id, data) => sent.push([id, data]));
  const join = (id: string) =>
    channels.join(id, {
      receive: (data) => heard.push([id, data]),
      end: (words) => heard.push([id, words]),
    });
  const [tell] = [join("a"), join("b"), join("c")];
  tell({ factor: 2 });
  assert.deepEqual(sent, [["a", { factor: 2 }]]);

  channels.receive("comm_msg", { comm_id: "b", data: { shown: 2 } });
  channels.receive("comm_msg", { comm_id: "of another page", data: {} });
  channels.receive("comm_close", { comm_id: "b" });
  channels.receive("comm_msg", { comm_id: "b", data: { shown: 3 } });
  channels.end("The kernel is gone.");
  channels.receive("comm_msg", { comm_id: "a", data: {} });
  assert.deepEqual(heard, [
    ["b", { shown: 2 }],
    ["a", "The kernel is gone."],
    ["c", "The kernel is gone."],
  ]);
});
