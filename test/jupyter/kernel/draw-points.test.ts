// A plane to draw points in as messages: what a page sends when the reader draws, and what it gets back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Content, type JupyterMessage, Kernel, within } from "./client";

const POINTS_MIME = "application/vnd.breaking-symmetry.points+json";
const FIGURE_MIME = "application/vnd.plotly.v1+json";

const CELL = `
import { drawPoints, interact, xor } from "../lib";
const { values, set, reset } = interact({ data: drawPoints(xor(), { label: "your data" }) },
  ({ data }) => data.X.cols + " points at x = " + data.X.row(0).join(", "));
`;

let kernel: Kernel;
/** What the cell shows for the plane. */
let shown: Content;

before(async () => {
  kernel = await Kernel.start();
  const { reply, published } = await kernel.run(CELL);
  assert.equal(reply.content.status, "ok");
  shown = published.map(bundleOf).find((data) => POINTS_MIME in data)!;
});
after(async () => {
  await kernel.stop();
});

const bundleOf = ({ content }: JupyterMessage): Content => (content.data ?? {}) as Content;
const channel = (): string => String((shown[POINTS_MIME] as Content).channel);

/** Draws points, as a page tells it. */
function draw(points: unknown, edit = "page-1"): Promise<string> {
  const data = { method: "update", state: { points, edit }, buffer_paths: [] };
  return kernel.send("comm_msg", { comm_id: channel(), data });
}

/** What has come on the plane's channel since the message at a place. */
function told(since: number): Content[] {
  return kernel.published
    .slice(since)
    .filter(({ type, content }) => type === "comm_msg" && content.comm_id === channel())
    .map(bundleOf);
}

async function untilShown(text: string, since: number): Promise<void> {
  const isThere = (): boolean =>
    kernel.published.slice(since).some((message) => bundleOf(message)["text/plain"] === text);
  await within(5000, kernel.until(isThere), text);
}

test("a page without the kit's extension finds a still figure of the points", () => {
  assert.ok(FIGURE_MIME in shown);
  assert.match(String(shown["text/plain"]), /^your data: 2 of class 0 and 2 of class 1\n/);
});

test("it is not a widget of Jupyter's: no page tries to load its class", () => {
  assert.deepEqual(
    kernel.published.filter(({ type }) => type === "comm_open"),
    [],
  );
});

test("what is drawn reaches the function, after its echo", async () => {
  const since = kernel.published.length;
  await draw([[0.5, 0.5, 1]]);
  await untilShown("1 points at x = 0.5", since);
  assert.deepEqual(told(since), [
    { method: "echo_update", state: { points: [[0.5, 0.5, 1]], edit: "page-1" }, buffer_paths: [] },
  ]);
});

test("a page that is loaded anew asks for the points and gets them as they are", async () => {
  const since = kernel.published.length;
  await kernel.send("comm_msg", { comm_id: channel(), data: { method: "request_state" } });
  await within(
    5000,
    kernel.until(() => told(since).length > 0),
    "an answer",
  );
  assert.deepEqual((told(since)[0]!.state as Content).points, [[0.5, 0.5, 1]]);
});

test("of many changes while a cell computes, the last is drawn and no other", async () => {
  const cell = await kernel.sendCell(
    'console.log("at work"); const end = Date.now() + 600; while (Date.now() < end);',
  );
  await kernel.until(() => kernel.publishedFor(cell).some(({ type }) => type === "stream"));
  const since = kernel.published.length;
  for (const x of [0.1, 0.2, 0.3]) await draw([[x, 0, 0]]);
  await kernel.answer(cell);
  await untilShown("1 points at x = 0.3", since);
  const texts = kernel.published.slice(since).map((message) => bundleOf(message)["text/plain"]);
  assert.deepEqual(
    texts.filter((text) => text !== undefined),
    ["1 points at x = 0.3"],
  );
});

test("no points are a sentence, and then there are points again", async () => {
  const since = kernel.published.length;
  await draw([]);
  await untilShown("*There are no points yet: add one, and it is drawn here.*", since);
  await draw([[0.5, 0, 0]]);
  await untilShown("1 points at x = 0.5", since);
});

test("what is not a list of points is refused, and all pages are told the points that hold", async () => {
  const wrong = [
    "all",
    [["0", 0, 0]],
    [[null, 0, 0]],
    [[0, 0, 2]],
    [[9, 0, 0]],
    new Array(1001).fill([0, 0, 0]),
  ];
  for (const points of wrong) {
    const since = kernel.published.length;
    await draw(points);
    const isTakenBack = (): boolean => told(since).some(({ method }) => method === "update");
    await within(5000, kernel.until(isTakenBack), JSON.stringify(points).slice(0, 40));
    assert.deepEqual((told(since).at(-1)!.state as Content).points, [[0.5, 0, 0]]);
  }
  const { published } = await kernel.run("values.data.X.row(0)");
  assert.match(JSON.stringify(published.map(bundleOf)), /0\.5/);
});

test("code sets other points, which all pages are told, and brings the first ones back", async () => {
  let since = kernel.published.length;
  await kernel.run("set({ data: { name: 'mine', X: xor().X.map((x) => x / 2), Y: xor().Y } });");
  await untilShown("4 points at x = 0, 0, 0.5, 0.5", since);
  assert.equal(((told(since)[0]!.state as Content).points as unknown[]).length, 4);
  since = kernel.published.length;
  await kernel.run("reset();");
  await untilShown("4 points at x = 0, 0, 1, 1", since);
  assert.deepEqual((told(since)[0]!.state as Content).points, [
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
  ]);
});
