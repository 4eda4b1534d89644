import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Harness, openHarness } from "./harness";

let harness: Harness;

before(async () => {
  harness = await openHarness();
});
after(async () => {
  await harness.close();
});
beforeEach(async () => {
  await harness.reset();
});

const LINE = {
  data: [{ x: [0, 1, 2], y: [0, 1, 4], name: "unit 1" }],
  layout: { title: { text: "Loss <b>falls</b>" }, meta: { description: "A curve from 0 to 4." } },
};

/** Frames 0 to 4, each a straight line that ends at its number. */
function withSlider(): object {
  const numbers = [0, 1, 2, 3, 4];
  const instant = { mode: "immediate", frame: { duration: 0 }, transition: { duration: 0 } };
  return {
    data: [{ x: [0, 1], y: [0, 0] }],
    layout: {
      sliders: [
        {
          currentvalue: { prefix: "Step: " },
          steps: numbers.map((n) => ({
            label: String(n),
            method: "animate",
            args: [[`frame ${n}`], instant],
          })),
        },
      ],
    },
    frames: numbers.map((n) => ({ name: `frame ${n}`, data: [{ y: [0, n] }] })),
  };
}

/** What plotly has drawn last: the y values of the first trace. */
function drawn(): Promise<number[]> {
  return harness.page.evaluate("Array.from(document.querySelector('.js-plotly-plot')._fullData[0].y)");
}

function fullLayout<T>(path: string): Promise<T> {
  return harness.page.evaluate(`document.querySelector('.js-plotly-plot')._fullLayout.${path}`);
}

function colourOf(selector: string): Promise<string> {
  return harness.page
    .locator(selector)
    .first()
    .evaluate((node) => getComputedStyle(node).fill);
}

test("a figure is drawn, and plotly comes from beside the extension", async () => {
  await harness.show(LINE);
  assert.equal(await harness.page.locator("svg.main-svg .scatterlayer .trace").count(), 1);
  assert.deepEqual(harness.foreign, []);
  assert.equal(
    await harness.page.evaluate("typeof window.Plotly"),
    "undefined",
    "the page's own plotly is left alone",
  );
});

test("the figure has an accessible name and can be reached from the keyboard", async () => {
  await harness.show(LINE);
  const figure = harness.page.getByRole("figure", { name: "Loss falls. A curve from 0 to 4." });
  await harness.page.keyboard.press("Tab");
  assert.ok(await figure.evaluate((node) => node === document.activeElement));
});

test("the buttons of a figure stand above its title: download, zoom, pan and reset, and none that sends it away", async () => {
  await harness.page.setViewportSize({ width: 640, height: 900 });
  const text = "A title that is as long as the line, of a figure in a narrow window";
  await harness.show({ ...LINE, layout: { title: { text } } });
  const buttons = await harness.page.locator(".modebar-btn").all();
  const names = await Promise.all(buttons.map((button) => button.getAttribute("aria-label")));
  assert.deepEqual(names, ["Download plot as a PNG", "Zoom", "Pan", "Reset axes"]);
  const title = (await harness.page.locator(".gtitle").boundingBox())!;
  for (const button of buttons) {
    const { y, height } = (await button.boundingBox())!;
    assert.ok(y + height <= title.y, `they end at ${y + height}, and it begins at ${title.y}`);
  }
});

test("an update is drawn into the same plot, and the reader's zoom stays", async () => {
  const output = await harness.show(LINE);
  await harness.page.evaluate("(window.svg = document.querySelector('svg.main-svg')) && undefined");
  const plot = (await harness.page.locator(".nsewdrag").boundingBox())!;
  await harness.page.mouse.move(plot.x + 100, plot.y + 50);
  await harness.page.mouse.down();
  await harness.page.mouse.move(plot.x + 300, plot.y + 200, { steps: 5 });
  await harness.page.mouse.up();
  const zoomed = await fullLayout<number[]>("xaxis.range");
  assert.ok(zoomed[1]! - zoomed[0]! < 1, `zoomed to ${String(zoomed)}`);
  await harness.update(output, { ...LINE, data: [{ x: [0, 1, 2], y: [5, 6, 7] }] });
  assert.deepEqual(await drawn(), [5, 6, 7]);
  assert.deepEqual(await fullLayout<number[]>("xaxis.range"), zoomed);
  assert.ok(await harness.page.evaluate("window.svg.isConnected"), "the drawing was updated, not replaced");
});

test("thirty updates in three seconds all arrive in order and the last one stays", async () => {
  const output = await harness.show(LINE);
  const seen = new Set<number>();
  for (let i = 1; i <= 30; i++) {
    await harness.update(output, { data: [{ y: [0, i] }] });
    seen.add((await drawn())[1]!);
    await delay(40);
  }
  assert.ok(seen.size > 25, `${seen.size} states seen`);
  assert.deepEqual(await drawn(), [0, 30]);
});

test("figures that come faster than they can be drawn leave the latest", async () => {
  await harness.show(LINE);
  const bundle = `(i) => ({ "application/vnd.plotly.v1+json": { data: [{ y: [0, i] }] } })`;
  await harness.page.evaluate(
    `Promise.all(Array.from({ length: 50 }, (_, i) => render(0, (${bundle})(i + 1))))`,
  );
  assert.deepEqual(await drawn(), [0, 50]);
});

test("a slider of the reader's own figure is drawn and dragged as plotly does it", async () => {
  await harness.show(withSlider());
  const grip = (await harness.page.locator(".slider-grip-rect").boundingBox())!;
  const rail = (await harness.page.locator(".slider-rail-rect").boundingBox())!;
  await harness.page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await harness.page.mouse.down();
  await harness.page.mouse.move(rail.x + rail.width * 0.75, grip.y + grip.height / 2, { steps: 8 });
  await harness.page.mouse.up();
  await harness.page.waitForFunction("document.querySelector('.js-plotly-plot')._fullData[0].y[1] === 3");
  assert.equal(await fullLayout("sliders[0].active"), 3);
});

test("colours follow the theme, the kit's for data too; the figure's own stay", async () => {
  await harness.show({
    data: [
      { ...LINE.data[0], marker: { color: "#D55E00" } },
      { ...LINE.data[0], marker: { color: "#123456" } },
    ],
    layout: { ...LINE.layout, xaxis: { tickfont: { color: "#ff0000" } } },
  });
  const before = await colourOf(".gtitle");
  await harness.page.evaluate("document.body.dataset.jpThemeLight = 'false', undefined");
  await harness.page.waitForFunction(
    (old) => getComputedStyle(document.querySelector(".gtitle")!).fill !== old,
    before,
  );
  assert.equal(await colourOf(".gtitle"), "rgb(232, 230, 225)");
  assert.equal(await colourOf(".xtick text"), "rgb(255, 0, 0)");
  assert.equal(await colourOf(".trace:nth-child(1) .points path"), "rgb(255, 154, 86)");
  assert.equal(await colourOf(".trace:nth-child(2) .points path"), "rgb(18, 52, 86)");
});

test("a unit's handle has the colour of its curve in either theme", async () => {
  await harness.show({ ...LINE, data: [{ ...LINE.data[0], marker: { color: "#009E73" } }] });
  const handle = (): Promise<string> =>
    harness.page.evaluate(() => {
      const node = document.body.appendChild(document.createElement("div"));
      node.className = "bs-handle";
      node.dataset.unit = "1";
      const { color } = getComputedStyle(node);
      node.remove();
      return color;
    });
  const seen: string[] = [];
  for (const isLight of [true, false]) {
    const before = await colourOf(".gtitle");
    await harness.page.evaluate(`document.body.dataset.jpThemeLight = '${isLight}', undefined`);
    if (!isLight)
      await harness.page.waitForFunction(
        (old) => getComputedStyle(document.querySelector(".gtitle")!).fill !== old,
        before,
      );
    assert.equal(await colourOf(".trace .points path"), await handle());
    seen.push(await handle());
  }
  assert.deepEqual(seen, ["rgb(0, 158, 115)", "rgb(47, 199, 155)"]);
});

test("a figure takes the width of its cell, also when the cell was hidden meanwhile", async () => {
  await harness.show(LINE);
  const host = harness.page.locator(".bs-figure");
  const width = (): Promise<number> => fullLayout("width");
  await host.evaluate((node) => (node.style.width = "500px"));
  await harness.page.waitForFunction("document.querySelector('.js-plotly-plot')._fullLayout.width === 500");
  await host.evaluate((node) => (node.style.display = "none"));
  await host.evaluate((node) => (node.style.width = "610px"));
  await delay(100);
  assert.equal(await width(), 500, "nothing is drawn while there is no room");
  await host.evaluate((node) => (node.style.display = ""));
  await harness.page.waitForFunction("document.querySelector('.js-plotly-plot')._fullLayout.width === 610");
});

test("a figure that arrives in a hidden output is drawn when the output is shown", async () => {
  await harness.page.evaluate("document.body.style.display = 'none', undefined");
  await harness.show(LINE);
  assert.equal(await harness.page.locator("svg.main-svg").count(), 0);
  await harness.page.evaluate("document.body.style.display = '', undefined");
  await harness.page.locator("svg.main-svg").first().waitFor();
});

test("a malformed figure is an error that can be read, and the next figure replaces it", async () => {
  const output = await harness.show({ data: [{ type: "scatter3d" }] });
  const alert = harness.page.getByRole("alert");
  assert.match(
    await alert.innerText(),
    /^Cannot draw this figure: data\[0\]\.type must be one of bar, .*but is "scatter3d"$/,
  );
  await harness.update(output, LINE);
  assert.equal(await alert.count(), 0);
  assert.equal(await harness.page.locator("svg.main-svg .trace").count(), 1);
});

test("when plotly cannot be loaded the output says so, and the next figure tries again", async () => {
  await harness.page.route("**/plotly-cartesian.min.js", (route) => route.abort());
  const output = await harness.show(LINE);
  assert.match(await harness.page.getByRole("alert").innerText(), /plotly\.js did not load/);
  await harness.page.unroute("**/plotly-cartesian.min.js");
  await harness.update(output, { ...LINE, layout: {} });
  await harness.page.locator("svg.main-svg").first().waitFor();
});

test("a disposed output leaves nothing behind", async () => {
  const output = await harness.show(LINE);
  await harness.page.evaluate("(window.plot = document.querySelector('.js-plotly-plot')) && undefined");
  await harness.page.evaluate(`outputs[${output}].widget.dispose(), undefined`);
  assert.equal(
    await harness.page.evaluate("window.plot._fullLayout === undefined && window.plot.data === undefined"),
    true,
  );
  await harness.page.evaluate("document.body.dataset.jpThemeLight = 'false', undefined");
  await delay(900);
  assert.equal(await harness.page.evaluate(`outputs[${output}].changes`), 0, "no picture is taken of it");
  assert.equal(
    await harness.page.locator(".js-plotly-plot, .bs-figure, #js-plotly-tester + .svg-container").count(),
    0,
  );
});

test("a picture joins the output once the figure rests: in light colours, twice as dense, only once", async () => {
  await harness.page.evaluate("document.body.dataset.jpThemeLight = 'false', undefined");
  const output = await harness.show(LINE);
  for (let i = 0; i < 5; i++) {
    await delay(300);
    await harness.update(output, { ...LINE, data: [{ y: [i, 9] }] });
  }
  assert.equal(await harness.page.evaluate(`outputs[${output}].changes`), 0, "not while the figure is live");
  await harness.page.waitForFunction(`outputs[${output}].changes === 1`);
  await delay(1000);
  assert.equal(
    await harness.page.evaluate(`outputs[${output}].changes`),
    1,
    "adding the picture does not call for another",
  );
  const corner = await harness.page.evaluate(async (index) => {
    const { model } = (window as unknown as { outputs: { model: { data: Record<string, string> } }[] })
      .outputs[index]!;
    const picture = new Image();
    picture.src = `data:image/png;base64,${model.data["image/png"]!}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const brush = canvas.getContext("2d")!;
    brush.drawImage(picture, 0, 0);
    return { width: picture.width, height: picture.height, colour: [...brush.getImageData(2, 2, 1, 1).data] };
  }, output);
  assert.deepEqual(corner, { width: 1400, height: 840, colour: [255, 255, 255, 255] });
});

test("a picture of the figure before does not bring it back while the next one is being drawn", async () => {
  const output = await harness.show(LINE);
  // Each drawing waits for its turn in the page, without a time: turns become long, and the picture's comes first.
  await harness.page.evaluate(`
    const start = window.setTimeout;
    window.turns = 0;
    window.setTimeout = (task, ...time) => start(task, ...(time.length > 0 ? time : [(window.turns++, 1500)]));
    undefined`);
  await harness.page.waitForFunction("window.turns > 0");
  await harness.update(output, { ...LINE, data: [{ y: [7, 9] }] });
  await harness.page.waitForFunction(`outputs[${output}].changes === 1`);
  const shown = await harness.page.evaluate(
    `outputs[${output}].model.data["application/vnd.plotly.v1+json"].data`,
  );
  assert.deepEqual(shown, [{ y: [7, 9] }]);
});

test("an output that brings its own picture keeps it", async () => {
  await harness.page.evaluate("addOutput(), undefined");
  await harness.page.evaluate(
    `render(0, { "application/vnd.plotly.v1+json": ${JSON.stringify(LINE)}, "image/png": "own" })`,
  );
  await delay(1200);
  assert.equal(await harness.page.evaluate("outputs[0].changes"), 0);
});
