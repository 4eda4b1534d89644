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
  figure = channelOf(kernel.published.find(isFigure)!);
});
after(async () => {
  await kernel.stop();
});

/** The channel on which an output is followed. */
function channelOf({ content }: JupyterMessage): string {
  const data = content.data as Record<string, Content>;
  return String(data["application/vnd.breaking-symmetry.live+json"]!.channel);
}

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
    .map(({ content }) => (content.data as { bundle: Content }).bundle);
}

function titleOf(bundle: Content): string | undefined {
  const shown = bundle[FIGURE_MIME] as { layout: { title: { text: string } } } | undefined;
  return shown?.layout.title.text;
}

function errorIn(bundle: Content): string | undefined {
  return bundle["application/vnd.jupyter.stderr"] as string | undefined;
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
    kernel.until(() => drawn(since).some((bundle) => errorIn(bundle) !== undefined)),
    "error",
  );
  assert.match(String(errorIn(drawn(since).at(-1)!)), /^RangeError: Cannot draw 13/);
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

/** What a cell's outputs are, as a front end that follows no channel has them: the texts of those that are not empty. */
class Outputs {
  readonly #cell: string;

  private constructor(cell: string) {
    this.#cell = cell;
  }

  static async of(code: string): Promise<Outputs> {
    const id = await kernel.sendCell(code);
    const { reply } = await kernel.answer(id);
    assert.equal(reply.content.status, "ok", JSON.stringify(reply.content));
    return new Outputs(id);
  }

  get texts(): string[] {
    const shown = new Map<string, string>();
    for (const { type, content } of kernel.publishedFor(this.#cell)) {
      if (type === "stream") shown.set(`stream ${shown.size}`, String(content.text).trim());
      if (!type.endsWith("display_data")) continue;
      const { display_id: id = `output ${shown.size}` } = content.transient as { display_id?: string };
      shown.set(id, String((content.data as Content)["text/plain"]).trim());
    }
    return [...shown.values()].filter((text) => text !== "" && !text.startsWith("Controls at"));
  }

  async become(expected: readonly string[], timeout = 5000): Promise<void> {
    const isSo = (): boolean => JSON.stringify(this.texts) === JSON.stringify(expected);
    await within(
      timeout,
      kernel.until(isSo),
      `${JSON.stringify(expected)} instead of ${JSON.stringify(this.texts)}`,
    ).catch((error: unknown) => {
      throw new Error(`Outputs ${JSON.stringify(this.texts)}`, { cause: error });
    });
  }
}

const LIBRARY = `import { checkbox, interact, slider, textbox, choice, play, figure } from "../lib";
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));\n`;

test("the latest value wins, also over a first drawing that takes long", async () => {
  const outputs = await Outputs.of(`${LIBRARY}
    const slow = interact({ b: slider(0, 10, { start: 5 }) }, async ({ b }) => { await sleep(b === 5 ? 500 : 10); return "b is " + b; });
    slow.set({ b: 7 });`);
  await outputs.become(["b is 7"]);
  await sleep(300);
  assert.deepEqual(outputs.texts, ["b is 7"]);
});

test("the latest value wins over the error of one before", async () => {
  const outputs = await Outputs.of(`
    const failing = interact({ b: slider(0, 10, { start: 5 }) }, async ({ b }) => { await sleep(100); if (b === 6) throw new Error("six"); return "b is " + b; });
    setTimeout(() => failing.set({ b: 6 }), 150);
    setTimeout(() => failing.set({ b: 7 }), 200);`);
  await outputs.become(["b is 7"]);
});

test("what a drawing has not got any more goes, whatever kind it was", async () => {
  const outputs = await Outputs.of(`
    const kinds = interact({ n: slider(0, 9, { start: 3, integer: true }) }, ({ n }) =>
      n === 0 ? figure({ title: "none", description: "nothing", data: [{ y: [1] }], layout: {} }) : Array.from({ length: n }, (_, i) => "row " + i));`);
  await outputs.become(["row 0", "row 1", "row 2"]);
  await kernel.run("kinds.set({ n: 1 })");
  await outputs.become(["row 0"]);
  await kernel.run("kinds.set({ n: 0 })");
  await outputs.become(["none\nnothing"]);
  await kernel.run("kinds.set({ n: 2 })");
  await outputs.become(["row 0", "row 1"]);
});

test("a page that joins late gets the text as it is now", async () => {
  const { published } = await kernel.run(
    'const late = interact({ b: slider(0, 10, { start: 5 }) }, ({ b }) => "b is " + b);',
  );
  const channel = channelOf(published.filter(({ type }) => type === "display_data").at(-1)!);
  await kernel.run("late.set({ b: 8 })");
  const since = kernel.published.length;
  await kernel.send("comm_msg", { comm_id: channel, data: { show: true } });
  const answer = (): JupyterMessage | undefined =>
    kernel.published
      .slice(since)
      .find(({ type, content }) => type === "comm_msg" && content.comm_id === channel);
  await within(
    5000,
    kernel.until(() => answer() !== undefined),
    "text",
  );
  assert.equal(((answer()!.content.data as Content).bundle as Content)["text/plain"], "b is 8");
});

test("a drawing that never ends, or is stopped, does not end the control", async () => {
  const outputs = await Outputs.of(`
    const hanging = interact({ b: slider(0, 10, { start: 5 }) }, ({ b }) => b === 6 ? new Promise<string>(() => {}) : b === 7 ? (() => { console.log("at work"); while (true); })() : "b is " + b);`);
  await kernel.run("hanging.set({ b: 6 })");
  await kernel.run("hanging.set({ b: 8 })");
  await outputs.become(["b is 8"]);
  const cell = await kernel.sendCell("hanging.set({ b: 7 })");
  await within(
    5000,
    kernel.until(() => outputs.texts.includes("at work")),
    "work",
  );
  await kernel.control("interrupt_request", {});
  await kernel.answer(cell);
  await within(
    5000,
    kernel.until(() => outputs.texts[0]!.startsWith("KeyboardInterrupt")),
    `interrupt, ${JSON.stringify(outputs.texts)}`,
  );
  await kernel.run("hanging.set({ b: 9 })");
  await outputs.become(["b is 9"]);
});

test("controls that set each other come to rest, or are told that they do not", async () => {
  const outputs = await Outputs.of(`
    const celsius = interact({ c: slider(-40, 100, { start: 20 }) }, ({ c }) => { fahrenheit?.set({ f: Math.round(c * 9 / 5 + 32) }); return "C " + c; });
    var fahrenheit = interact({ f: slider(-40, 212, { start: 68 }) }, ({ f }) => { celsius.set({ c: Math.round((f - 32) * 5 / 9) }); return "F " + f; });
    const counting = interact({ a: slider(0, 1000, { start: 0 }), later: checkbox() }, async ({ a, later }) => {
      if (later) await sleep(1);
      if (a > 0) counting.set({ a: a + 1 });
      return "a is " + a;
    });`);
  await kernel.run("celsius.set({ c: 21 })");
  await outputs.become(["C 21", "F 70", "a is 0"]);
  for (const later of [false, true]) {
    await kernel.run(`counting.set({ a: 1, later: ${later} })`);
    await within(
      5000,
      kernel.until(() => outputs.texts[2]!.includes("do not come to rest")),
      "error",
    );
    assert.match(
      outputs.texts[2]!,
      /^Error: Cannot set a: the controls have set each other 100 times in a row/,
    );
    await kernel.run("counting.reset()");
    await outputs.become(["C 21", "F 70", "a is 0"]);
  }
});

test("an error of the first values stands in the drawing's place, too, until the values are others", async () => {
  const outputs = await Outputs.of(`
    const early = interact({ a: slider(0, 10, { start: 0 }) }, ({ a }) => { if (a === 0) throw new RangeError("no 0"); return "a is " + a; });`);
  assert.match(outputs.texts[0]!, /^RangeError: no 0/);
  await kernel.run("early.set({ a: 1 })");
  await outputs.become(["a is 1"]);
});

test("an error that a drawing does not wait for is shown with it, and goes with it", async () => {
  const outputs = await Outputs.of(`
    const careless = interact({ a: slider(0, 10, { start: 1 }) }, ({ a }) => { if (a === 2) void Promise.reject(new Error("unheard")); return "a is " + a; });`);
  await kernel.run("careless.set({ a: 2 })");
  await within(
    5000,
    kernel.until(() => outputs.texts.length === 2),
    "error",
  );
  assert.match(outputs.texts[1]!, /^Error: unheard/);
  await kernel.run("careless.set({ a: 3 })");
  await outputs.become(["a is 3"]);
});

test("a page that speaks on a channel of another kernel is told that there is none", async () => {
  const id = await kernel.send("comm_msg", { comm_id: randomUUID(), data: { show: true } });
  const isTold = (): boolean => kernel.publishedFor(id).some(({ type }) => type === "comm_close");
  await within(5000, kernel.until(isTold), "answer");
});

test("the stop button ends a flood, and cells are answered meanwhile", async () => {
  const outputs = await Outputs.of(`
    const flood = interact({ a: slider(0, 1e9, { start: 0 }) }, async ({ a }) => { await sleep(60); if (a > 0) flood.set({ a: a + 1 }); return "a is " + a; });`);
  await outputs.become(["a is 0"]);
  await kernel.run("flood.set({ a: 1 })");
  assert.equal((await within(5000, kernel.run("1 + 1"), "answer")).reply.content.status, "ok");
  await kernel.control("interrupt_request", {});
  await within(
    5000,
    kernel.until(() => outputs.texts[0]!.startsWith("KeyboardInterrupt")),
    "stop",
  );
  await kernel.run("flood.reset()");
  await outputs.become(["a is 0"]);
});

test("what a drawing prints and shows replaces what the last one did", async () => {
  const outputs = await Outputs.of(`import { show } from "../lib";
    const printing = interact({ a: slider(0, 10, { start: 1 }) }, ({ a }) => {
      console.log("first " + a); console.log("second"); if (a < 5) show("shown " + a); return "a is " + a; });`);
  await outputs.become(["a is 1", "first 1\nsecond", "shown 1"]);
  for (const a of [2, 3]) await kernel.run(`printing.set({ a: ${a} })`);
  await outputs.become(["a is 3", "first 3\nsecond", "shown 3"]);
  await kernel.run("printing.set({ a: 6 })");
  await outputs.become(["a is 6", "first 6\nsecond"]);
});

test("a value that no control can have is refused, with the reason", async () => {
  await Outputs.of(
    'const ranged = interact({ a: slider(0, 10), n: play(1, 9), c: choice(["x", "y"]) }, ({ a }) => "a is " + a);',
  );
  const refusals: Record<string, RegExp> = {
    "{ a: 1e9 }": /RangeError: 1000000000 is out of range: choose a number from 0 to 10/,
    "{ a: NaN }": /RangeError: NaN is not a finite number/,
    "{ n: 2.5 }": /RangeError: 2.5 does not fit: choose a whole number from 1 to 9/,
    '{ c: "z" as "x" }': /RangeError: Cannot choose z: the options are x, y/,
  };
  for (const [values, reason] of Object.entries(refusals)) {
    const { reply } = await kernel.run(`ranged.set(${values})`);
    assert.match(`${String(reply.content.ename)}: ${String(reply.content.evalue)}`, reason);
  }
});

test("a number that is typed counts if it is one and lies in the range; else the page is told why", async () => {
  const { published } = await kernel.run(
    'const typed = interact({ a: slider(1, 100, { log: true, start: 30 }) }, ({ a }) => "a is " + a);',
  );
  const controls = published.map(
    ({ content }) =>
      (content.data as Content | undefined)?.["application/vnd.breaking-symmetry.controls+json"],
  );
  const {
    channel,
    controls: [first],
  } = controls.find((data) => data !== undefined) as { channel: string; controls: { state: Content }[] };
  assert.equal(first!.state.value, 30);
  const entered = async (value: unknown): Promise<Content> => {
    const since = kernel.published.length;
    await kernel.send("comm_msg", { comm_id: channel, data: { name: "a", state: { value }, by: "me" } });
    const told = (): JupyterMessage | undefined =>
      kernel.published
        .slice(since)
        .find(
          ({ type, content }) =>
            type === "comm_msg" && content.comm_id === channel && (content.data as Content).by === "me",
        );
    await within(
      5000,
      kernel.until(() => told() !== undefined),
      "answer",
    );
    return told()!.content.data as Content;
  };
  assert.match(String((await entered("500")).message), /^500 is out of range/);
  assert.match(String((await entered("five")).message), /“five” is not a number/);
  const taken = await entered("2.5");
  assert.deepEqual([taken.message, (taken.state as Content).value], ["", 2.5]);
});

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
