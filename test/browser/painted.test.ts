// Figures of the site's pages: painted at once, and drawn by plotly when their reader wants values.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { createNetwork, hiddenUnits, partingUnits, scaledNormal, seeded, tanh, train, xor } from "../../lib";
import { launchBrowser } from "./helpers/chromium";
import { type CourseFigure, courseFigures } from "./helpers/course-figures";
import { openPainted } from "./helpers/painted-page";

declare global {
  interface Window {
    addFigure(figure: unknown): Promise<void>;
    showFigure(index: number, figure: unknown): Promise<void>;
    paintFigure(figure: unknown, width: number): string | undefined;
    asked?: number;
    mayLoad?: Promise<void>;
  }
}

/** What plotly keeps on its element. */
interface DrawnPlot extends HTMLElement {
  readonly _fullLayout: Readonly<
    Record<string, { readonly _offset: number; readonly _length: number; readonly range: readonly number[] }>
  >;
}

let browser: Browser;
let figures: CourseFigure[];

before(async () => {
  [browser, figures] = await Promise.all([launchBrowser(), courseFigures()]);
});
after(() => browser.close());

/** Opens a page for one test. */
async function inPage(
  options: Parameters<typeof openPainted>[1],
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await openPainted(browser, options);
  try {
    await use(page);
  } finally {
    await page.context().close();
  }
}

const line = (slope: number) => ({
  data: [{ type: "scatter", mode: "lines", name: "line", x: [0, 1, 2], y: [0, slope, 2 * slope] }],
  layout: { title: { text: `Slope ${slope}` }, xaxis: { range: [0, 2] }, yaxis: { range: [0, 10] } },
});

const drawnByPlotly = (page: Page): Promise<number> =>
  page.locator(".plotted:not(.waiting) .js-plotly-plot").count();

test("every figure of the course is painted, and of no text is anything cut off or covered by another on a phone", async () => {
  assert.ok(figures.length > 50);
  await inPage({ width: 358 }, async (page) => {
    const faults: string[] = [];
    for (const { name, figure } of figures) {
      const found = await page.evaluate(
        ([source, width]) => {
          const svg = window.paintFigure(source, width);
          if (svg === undefined) return ["it is not painted"];
          document.body.innerHTML = svg;
          const whole = document.querySelector("svg")!.getBoundingClientRect();
          const texts = [...document.querySelectorAll("text")].map((text) => ({
            words: text.textContent,
            box: text.getBoundingClientRect(),
          }));
          const cut = texts
            .filter(
              ({ box }) =>
                box.left < whole.left - 1 ||
                box.right > whole.right + 1 ||
                box.top < whole.top - 1 ||
                box.bottom > whole.bottom + 1,
            )
            .map(({ words }) => `"${words}" is cut off`);
          const covered = texts.flatMap((a, i) =>
            texts.slice(i + 1).flatMap((b) => {
              const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
              const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
              // The boxes of lines of text are taller than their letters.
              return across > 1 && down > 5 ? [`"${a.words}" and "${b.words}" overlap`] : [];
            }),
          );
          return [...cut, ...covered];
        },
        [figure, 358] as const,
      );
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    }
    assert.deepEqual(faults, []);
  });
});

test("the words above the maps of three or four units lie neither on a map nor on one another", async () => {
  const data = xor();
  const runs = [0.01, 1].flatMap((scale) =>
    [3, 4].map((units) => {
      const weights = scaledNormal(scale);
      const network = createNetwork({ sizes: [2, units, 1], hidden: tanh, weights, random: seeded(7) });
      return train(network, data, { learningRate: 1, steps: 1 }).history;
    }),
  );
  for (const width of [660, 358])
    await inPage({ width }, async (page) => {
      for (const draw of [partingUnits, hiddenUnits]) {
        for (const history of runs) {
          const faults = await page.evaluate(
            ([source, space]) => {
              document.body.innerHTML = window.paintFigure(source, space)!;
              const boxOf = (node: Element) => node.getBoundingClientRect();
              const words = [...document.querySelectorAll("text")].filter(({ textContent }) =>
                textContent.includes(" to "),
              );
              return words.flatMap((text, i) => {
                const box = boxOf(text);
                const isOn = [...words.slice(i + 1), ...document.querySelectorAll(".map")]
                  .map(boxOf)
                  .some(
                    ({ left, right, top, bottom }) =>
                      box.left < right && box.right > left && box.top < bottom - 2 && box.bottom > top + 2,
                  );
                return isOn ? [text.textContent] : [];
              });
            },
            [JSON.parse(JSON.stringify(draw(history, data))) as object, width] as const,
          );
          assert.deepEqual(faults, [], `${draw.name} at ${width} pixels`);
        }
      }
    });
});

test("plotly draws each figure of the course where it was painted: the same boxes, ranges and size", async () => {
  for (const width of [902, 870, 410])
    await inPage({ width }, async (page) => {
      // Where there is no room for the tools beside the title, they stand below it.
      const row = width < 850 ? 40 : 0;
      for (const { name, figure } of figures) {
        const places = await page.evaluate(
          async ([source, space]) => {
            document.body.replaceChildren();
            await window.addFigure(source);
            const node = document.querySelector<HTMLElement>(".drawn")!;
            const start = node.getBoundingClientRect();
            const painted = [...node.querySelectorAll<SVGElement>("rect.plane")].map((plane) => {
              const { x, y, width: w, height: h } = plane.getBoundingClientRect();
              const ranges = [plane.dataset.x, plane.dataset.y].map((range) => range!.split(" ").map(Number));
              return { axes: plane.dataset.axes!, box: [x - start.x, y - start.y, w, h], ranges };
            });
            const before = node.getBoundingClientRect().height;
            node.querySelector<HTMLElement>(".figure-zoom")!.click();
            while (!node.querySelector(".plotted:not(.waiting) .js-plotly-plot"))
              await new Promise((resolve) => setTimeout(resolve, 5));
            const plot = node.querySelector<DrawnPlot>(".js-plotly-plot")!;
            const place = plot.getBoundingClientRect();
            const [right, down] = [place.x - start.x, place.y - start.y];
            const scale = place.width / plot.offsetWidth;
            const plotted = painted.map(({ axes }) => {
              const [x, y] = axes.split(" ").map((id) => plot._fullLayout[`${id[0]}axis${id.slice(1)}`]!);
              return {
                axes,
                box: [
                  right + scale * x!._offset,
                  down - space + scale * y!._offset,
                  scale * x!._length,
                  scale * y!._length,
                ],
                ranges: [x!.range, y!.range],
              };
            });
            return { painted, plotted, before, now: node.getBoundingClientRect().height };
          },
          [figure, row] as const,
        );
        assert.ok(
          Math.abs(places.now - places.before - row) < 0.1,
          `${name} at ${width}: the page moves, ${places.before} to ${places.now}`,
        );
        for (const [i, { axes, box, ranges }] of places.painted.entries()) {
          const { box: plottedBox, ranges: plottedRanges } = places.plotted[i]!;
          const where = `${name} at ${width}, ${axes}`;
          box.forEach((value, k) => {
            assert.ok(
              Math.abs(value - plottedBox[k]!) <= 1.5,
              `${where}: ${box.join()} and ${plottedBox.join()}`,
            );
          });
          ranges.flat().forEach((value, k) => {
            const other = plottedRanges.flat()[k]!;
            const span = Math.abs(ranges[k >> 1]![1]! - ranges[k >> 1]![0]!);
            assert.ok(
              Math.abs(value - other) <= 0.01 * span,
              `${where}: ${ranges.join()} and ${plottedRanges.join()}`,
            );
          });
        }
      }
    });
});

test("a mouse that rests upon a figure calls plotly; what is drawn next is painted, with its title, unless the reader has zoomed", async () => {
  await inPage({}, async (page) => {
    await page.evaluate((figure) => window.addFigure(figure), line(1));
    assert.equal(await page.evaluate(() => window.asked), undefined);
    const picture = page.locator(".painted");
    await picture.hover({ position: { x: 400, y: 150 } });
    await page.mouse.move(410, 160);
    await page.locator(".plotted:not(.waiting) .js-plotly-plot").waitFor();
    assert.equal(await page.locator(".painted").count(), 0);
    await page.evaluate((figure) => window.showFigure(0, figure), line(2));
    assert.equal(await drawnByPlotly(page), 0);
    assert.equal(await page.locator(".gtitle").textContent(), "Slope 2");

    await page.mouse.move(420, 150);
    await page.mouse.move(430, 160);
    await page.locator(".plotted:not(.waiting) .js-plotly-plot").waitFor();
    await page.mouse.down();
    await page.mouse.move(600, 250, { steps: 5 });
    await page.mouse.up();
    const range = (): Promise<number[]> =>
      page.evaluate(() => {
        const plot = document.querySelector<DrawnPlot>(".js-plotly-plot")!;
        return [...plot._fullLayout.xaxis!.range];
      });
    const zoomed = await range();
    assert.ok(zoomed[0]! > 0.2, `The reader has zoomed to ${zoomed.join(" to ")}`);
    await page.evaluate((figure) => window.showFigure(0, figure), line(3));
    assert.equal(await drawnByPlotly(page), 1);
    assert.deepEqual(await range(), zoomed);
    assert.equal(await page.locator(".gtitle").textContent(), "Slope 3");
  });
});

test("a finger upon a figure scrolls the page; the button asks for plotly, and gives the picture back", async () => {
  await inPage({ width: 390, hasTouch: true, isMobile: true }, async (page) => {
    for (let i = 1; i <= 4; i++) await page.evaluate((figure) => window.addFigure(figure), line(i));
    const client = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number): Promise<unknown> =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: 200, y }] });
    await touch("touchStart", 400);
    for (let y = 380; y >= 100; y -= 20) await touch("touchMove", y);
    await touch("touchEnd");
    await page.waitForFunction(() => window.scrollY > 100);
    assert.equal(await page.evaluate(() => window.asked), undefined);
    const first = page.locator(".drawn").last();
    await first.locator(".figure-zoom").tap();
    await first.locator(".plotted:not(.waiting) .js-plotly-plot").waitFor();
    assert.equal(await first.locator(".figure-zoom").getAttribute("aria-pressed"), "true");
    await first.locator(".figure-zoom").tap();
    await first.locator(".painted").waitFor();
    assert.equal(await drawnByPlotly(page), 0);
  });
});

test("neither the button nor the tools that it brings lie on the title", async () => {
  for (const width of [360, 390, 700, 902])
    await inPage({ width, hasTouch: true, isMobile: true }, async (page) => {
      const title = "What is found is said at such length that its title fills a line and a second one";
      const figure = { ...line(1), layout: { title: { text: title } } };
      await page.evaluate((one) => window.addFigure(one), figure);
      await page.locator(".figure-zoom").tap();
      await page.locator(".plotted:not(.waiting) .js-plotly-plot").waitFor();
      const faults = await page.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(".gtitle")!);
        const words = [...range.getClientRects()];
        const tools = [...document.querySelectorAll(".figure-zoom, .modebar-btn")];
        return tools.flatMap((tool) => {
          const box = tool.getBoundingClientRect();
          const isOn = words.some(
            ({ left, right, top, bottom }) =>
              box.left < right && box.right > left && box.top < bottom - 2 && box.bottom > top + 2,
          );
          const isSmall = Math.min(box.width, box.height) < 28;
          return isOn || isSmall
            ? [`${tool.getAttribute("aria-label") ?? tool.getAttribute("data-title")}`]
            : [];
        });
      });
      assert.deepEqual(faults, [], `${width} pixels`);
      assert.ok((await page.locator(".modebar-btn").count()) > 3);
    });
});

test("a figure with what only plotly knows is drawn by plotly at once", async () => {
  await inPage({}, async (page) => {
    const figure = {
      data: [{ type: "pie", values: [1, 2], labels: ["a", "b"] }],
      layout: { title: { text: "A pie" } },
    };
    await page.evaluate((pie) => window.addFigure(pie), figure);
    await page.locator(".plotted:not(.waiting) .js-plotly-plot .slice").first().waitFor();
    assert.equal(await page.locator(".gtitle").textContent(), "A pie");
    await page.evaluate((pie) => window.showFigure(0, pie), line(4));
    await page.locator(".painted").waitFor();
    assert.equal(await drawnByPlotly(page), 0);
  });
});

test("without plotly the painted figure stays", async () => {
  await inPage({}, async (page) => {
    await page.evaluate(() => {
      window.mayLoad = Promise.reject(new Error("Cannot draw figures: plotly.js did not load"));
      window.mayLoad.catch(() => undefined);
    });
    await page.evaluate((figure) => window.addFigure(figure), line(1));
    await page.locator(".figure-zoom").click();
    await page.locator(".figure-zoom").and(page.locator('[aria-pressed="false"]')).waitFor();
    assert.equal(await page.locator(".painted").count(), 1);
  });
});
