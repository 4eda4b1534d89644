// Controls and live figures as messages: what a front end sends when a slider is moved, and what it gets back.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { type Content, type JupyterMessage, Kernel, within } from "./client";

const FIGURE_MIME = "application/vnd.plotly.v1+json";

const CELL = `
import { figure, interact, slider } from "../lib";
const { values, reset } = interact({ a: slider(0, 100, { start: 1, integer: true }), wait: slider(0, 100, { start: 0 }) },
  async ({ a, wait }) => {
    if (a === 13) throw new RangeError("Cannot draw 13");
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    return figure({ title: "a is " + a, description: "a", data: [{ y: [a] }], layout: {} });
  });
`;

let kernel: Kernel;
/** The channels of the sliders, by what they describe, and of the figure. */
let sliders: Map<string, string>;
let figure: string;

before(async () => {
  kernel = await Kernel.start();
  const { reply, published } = await kernel.run(CELL);
  assert.equal(reply.content.status, "ok");
  sliders = new Map(
    published
      .filter(({ type }) => type === "comm_open")
      .map(({ content }) => [String(stateOf(content).description), String(content.comm_id)]),
  );
  const isFigure = ({ content }: JupyterMessage): boolean => FIGURE_MIME in ((content.data ?? {}) as Content);
  await within(
    5000,
    kernel.until(() => kernel.published.some(isFigure)),
    "first figure",
  );
  const { metadata } = kernel.published.find(isFigure)!.content as { metadata: Record<string, Content> };
  figure = String(metadata[FIGURE_MIME]!.live);
});
after(async () => {
  await kernel.stop();
});

function stateOf({ data }: Content): Content {
  return (data as { state: Content }).state;
}

/** Moves a slider, as a front end tells it. @returns the message's id */
function move(name: string, value: number): Promise<string> {
  const data = { method: "update", state: { value }, buffer_paths: [] };
  return kernel.send("comm_msg", { comm_id: sliders.get(name), data });
}

/** What has come on the figure's channel since the message at a place. */
function drawn(since: number): Content[] {
  return kernel.published
    .slice(since)
    .filter(({ type, content }) => type === "comm_msg" && content.comm_id === figure)
    .map(({ content }) => content.data as Content);
}

function titleOf({ figure: shown }: Content): string | undefined {
  return (shown as { layout: { title: { text: string } } } | undefined)?.layout.title.text;
}

async function untilDrawn(title: string, since: number): Promise<void> {
  const isThere = (): boolean => drawn(since).some((data) => titleOf(data) === title);
  await within(5000, kernel.until(isThere), `figure “${title}”`);
}

test("a page that joins a figure's channel gets the figure as it is", async () => {
  const since = kernel.published.length;
  await kernel.send("comm_msg", { comm_id: figure, data: { show: true } });
  await untilDrawn("a is 1", since);
});

test("a move is echoed, then the kernel is idle, then the figure follows", async () => {
  const since = kernel.published.length;
  const id = await move("a", 2);
  await untilDrawn("a is 2", since);
  const came = kernel.published.slice(since);
  const place = (is: (message: JupyterMessage) => boolean): number => came.findIndex(is);
  const echo = place(
    ({ parentId, content }) =>
      parentId === id && (content.data as Content | undefined)?.method === "echo_update",
  );
  const idle = place(({ parentId, content }) => parentId === id && content.execution_state === "idle");
  const picture = place(({ type, content }) => type === "comm_msg" && content.comm_id === figure);
  assert.ok(echo >= 0 && echo < idle && idle < picture, `${echo}, ${idle}, ${picture}`);
  assert.deepEqual(stateOf(came[echo]!.content), { value: 2 });
});

test("of moves that come faster than they can be drawn the latest wins, and few others are drawn", async () => {
  await move("wait", 40);
  const since = kernel.published.length;
  for (let a = 20; a < 70; a++) await move("a", a);
  await untilDrawn("a is 69", since);
  assert.ok(drawn(since).length < 15, `${drawn(since).length} figures`);
  await move("wait", 0);
});

test("a draw that throws puts its error in the figure's place, and the next move goes on", async () => {
  const since = kernel.published.length;
  await move("a", 13);
  await within(
    5000,
    kernel.until(() => drawn(since).some(({ error }) => error !== undefined)),
    "error",
  );
  assert.match(String(drawn(since).at(-1)!.error), /^RangeError: Cannot draw 13/);
  await move("a", 14);
  await untilDrawn("a is 14", since);
});

test("while a cell computes without a pause, moves wait, and then only the last is drawn", async () => {
  const cell = await kernel.sendCell(
    'console.log("at work"); const end = Date.now() + 600; while (Date.now() < end);',
  );
  await kernel.until(() => kernel.publishedFor(cell).some(({ type }) => type === "stream"));
  const since = kernel.published.length;
  for (const a of [30, 31, 32]) await move("a", a);
  await kernel.answer(cell);
  await untilDrawn("a is 32", since);
  assert.deepEqual(drawn(since).map(titleOf), ["a is 32"]);
});

test("while a cell waits, moves are drawn at once", async () => {
  const since = kernel.published.length;
  const cell = await kernel.sendCell("await new Promise((done) => setTimeout(done, 10_000));");
  await move("a", 40);
  await untilDrawn("a is 40", since);
  assert.ok(!kernel.publishedFor(cell).some(({ content }) => content.execution_state === "idle"));
  await move("a", 41);
  await untilDrawn("a is 41", since);
  await kernel.control("interrupt_request", {});
  await kernel.answer(cell);
});

test("code reads the values, and sets them back in every page", async () => {
  await move("a", 50);
  const { published } = await kernel.run("values.a");
  assert.equal(
    (published.find(({ type }) => type === "execute_result")!.content.data as Content)["text/plain"],
    "50",
  );
  const since = kernel.published.length;
  await kernel.run("reset();");
  await untilDrawn("a is 1", since);
  const told = kernel.published
    .slice(since)
    .filter(({ type, content }) => type === "comm_msg" && content.comm_id === sliders.get("a"));
  assert.deepEqual(told.map(({ content }) => stateOf(content)).at(-1), { value: 1 });
});

test("a page that was reloaded gets the state of every model", async () => {
  const comm = randomUUID();
  await kernel.send("comm_open", { comm_id: comm, target_name: "jupyter.widget.control", data: {} });
  const since = kernel.published.length;
  await kernel.send("comm_msg", { comm_id: comm, data: { method: "request_states" } });
  const isAnswer = ({ type, content }: JupyterMessage): boolean =>
    type === "comm_msg" && content.comm_id === comm;
  await within(
    5000,
    kernel.until(() => kernel.published.slice(since).some(isAnswer)),
    "states",
  );
  const { states } = kernel.published.slice(since).find(isAnswer)!.content.data as {
    states: Record<string, Content>;
  };
  const slider = states[sliders.get("a")!]!;
  assert.equal(slider.model_name, "IntSliderModel");
  assert.equal((slider.state as Content).value, 1);
  const { reply } = await kernel.request("comm_info_request", { target_name: "jupyter.widget" });
  assert.deepEqual(Object.keys(reply.content.comms as Content).sort(), Object.keys(states).sort());
});

test("a text box is read as it is typed; what cannot be read is told at the box, and the last drawing stays", async () => {
  const { published, reply } = await kernel.run(`
    import { interact, textbox } from "../lib";
    const read = (text: string) => { if (!/^\\d+$/.test(text)) throw new SyntaxError("<" + text + "> is not a number"); return Number(text); };
    interact({ n: textbox("1", { read }) }, ({ n }) => "n is " + (n + 1));`);
  assert.equal(reply.content.status, "ok");
  const opened = published.filter(({ type }) => type === "comm_open").map(({ content }) => content);
  const idOf = (name: string): string =>
    String(opened.find((content) => stateOf(content)._model_name === name)!.comm_id);
  const [box, message] = [idOf("TextModel"), idOf("HTMLModel")];
  const type = async (value: string): Promise<number> => {
    const since = kernel.published.length;
    const id = await kernel.send("comm_msg", { comm_id: box, data: { method: "update", state: { value } } });
    await kernel.until(() =>
      kernel.publishedFor(id).some(({ content }) => content.execution_state === "idle"),
    );
    return since;
  };
  const told = (since: number): unknown =>
    kernel.published
      .slice(since)
      .filter(({ type, content }) => type === "comm_msg" && content.comm_id === message)
      .map(({ content }) => stateOf({ data: (content as { data: Content }).data }).value)
      .at(-1);
  const shown = (since: number): string[] =>
    kernel.published
      .slice(since)
      .filter(({ type }) => type === "update_display_data")
      .map(({ content }) => String((content.data as Content)["text/plain"]));
  const bad = await type("1x");
  assert.match(String(told(bad)), /&#60;1x&#62; is not a number/);
  const good = await type("12");
  await within(
    5000,
    kernel.until(() => shown(good).includes("n is 13")),
    "drawing",
  );
  assert.equal(told(good), "");
  assert.deepEqual(shown(bad), ["n is 13"]);
});
