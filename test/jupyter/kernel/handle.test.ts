// A handle as messages: what a page sends when it is dragged or its numbers are typed, and what it gets back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Content, type JupyterMessage, Kernel, within } from "./client";

const CELL = `
import { handle, interact } from "../lib";
let drawn = 0;
const { values, set } = interact({ w: handle([0.5, 1], { x: [-2, 2], y: [-2, 2], names: ["w₁", "w₂"], unit: 1 }) },
  ({ w: [w1, w2] }) => \`\${++drawn}. w is \${w1}, \${w2}\`);
`;

let kernel: Kernel;
/** The channel of the controls, and Jupyter's own model of the handle, for pages that know no handle. */
let controls: string;
let stock: string;
let bundle: Content;

before(async () => {
  kernel = await Kernel.start();
  const { reply, published } = await kernel.run(CELL);
  assert.equal(reply.content.status, "ok", JSON.stringify(reply.content));
  const data = published.map(({ content }) => content.data as Content | undefined);
  bundle = data.find((each) => each && "application/vnd.breaking-symmetry.controls+json" in each)!;
  controls = String((bundle["application/vnd.breaking-symmetry.controls+json"] as Content).channel);
  const isText = ({ type, content }: JupyterMessage): boolean =>
    type === "comm_open" && (content.data as { state: Content }).state._model_name === "TextModel";
  stock = String(published.find(isText)!.content.comm_id);
});
after(() => kernel.stop());

/** Sends a change to a channel. @returns what the channel says next */
async function told(comm: string, data: object): Promise<Content> {
  const since = kernel.published.length;
  await kernel.send("comm_msg", { comm_id: comm, data });
  const answers = (): JupyterMessage[] =>
    kernel.published
      .slice(since)
      .filter(({ type, content }) => type === "comm_msg" && content.comm_id === comm);
  await within(
    5000,
    kernel.until(() => answers().length > 0),
    "answer",
  );
  return answers()[0]!.content.data as Content;
}

async function untilDrawn(text: string): Promise<void> {
  const isDrawn = ({ type, content }: JupyterMessage): boolean =>
    type === "update_display_data" && (content.data as Content)["text/plain"] === text;
  await within(
    5000,
    kernel.until(() => kernel.published.some(isDrawn)),
    text,
  );
}

test("a page is told where the handle stands, how to show it, and words for where it cannot", () => {
  const [shown] = (bundle["application/vnd.breaking-symmetry.controls+json"] as { controls: Content[] })
    .controls;
  const { value, handle } = shown!.state as { value: string; handle: Content };
  assert.equal(value, "0.5, 1");
  assert.deepEqual([handle.x, handle.unit, handle.names], [[-2, 2, 0.02], 1, ["w₁", "w₂"]]);
  assert.equal(bundle["text/plain"], "Controls at their first values: w (0.5, 1)");
});

test("what is dragged is drawn, and told to all pages with whose entry it was", async () => {
  const by = { page: "a", entry: 1 };
  const answer = await told(controls, { name: "w", state: { value: "1.5, -0.5" }, by });
  assert.deepEqual([(answer.state as Content).value, answer.message, answer.by], ["1.5, -0.5", "", by]);
  await untilDrawn("2. w is 1.5, -0.5");
});

test("the same place draws nothing anew", async () => {
  const answer = await told(controls, { name: "w", state: { value: "1.5, -0.5" } });
  assert.equal(answer.drawn, true);
  await told(controls, { name: "w", state: { value: "1, 1" } });
  await untilDrawn("3. w is 1, 1");
});

test("what it cannot take is told, stays as it was typed, and changes nothing", async () => {
  const cases = [
    ["1, 9", "w₂: 9 is out of range: choose a number from -2 to 2"],
    ["one, 1", "“one” is not a number"],
    ["1", "“1” is not two numbers, such as 0.5, -1"],
  ] as const;
  for (const [value, message] of cases) {
    const answer = await told(controls, { name: "w", state: { value } });
    assert.deepEqual([answer.message, (answer.state as Content).value], [message, value]);
  }
  const { published } = await kernel.run("values.w");
  const result = published.find(({ type }) => type === "execute_result")!;
  assert.match(String((result.content.data as Content)["text/plain"]), /\[ ?1, 1 ?\]/);
});

test("where a page knows no handle, two numbers are typed into a field", async () => {
  await told(stock, { method: "update", state: { value: "0, 0.25" } });
  await untilDrawn("4. w is 0, 0.25");
});

test("code sets it, and only to two numbers within its limits", async () => {
  await kernel.run("set({ w: [-1, 2] })");
  await untilDrawn("5. w is -1, 2");
  const { reply } = await kernel.run("set({ w: [3, 0] })");
  assert.match(String(reply.content.evalue), /w₁: 3 is out of range/);
  const wrong = await kernel.run("set({ w: 3 })");
  assert.match(String(wrong.reply.content.evalue), /number.*not assignable/s);
});

test("Reset brings it back to where it began", async () => {
  await told(controls, { reset: true });
  await untilDrawn("6. w is 0.5, 1");
});
