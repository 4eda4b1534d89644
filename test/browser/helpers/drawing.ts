import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { Plot } from "./plot";
import { until } from "./session";

/** A cell with points to draw: what is below is trained on them, and its title counts class 1. */
export const drawingCell = (
  lib: string,
): string => `import { createNetwork, decisionBoundary, drawPoints, interact, seeded, tanh, train, xavierNormal } from "${lib}";
const network = createNetwork({ sizes: [2, 4, 1], hidden: tanh, weights: xavierNormal, random: seeded(1) });
interact({ data: drawPoints() }, ({ data }) => decisionBoundary(train(network, data, { steps: 100, learningRate: 1 }).network, data, {
  title: data.Y.sum() + " of " + data.Y.cols,
}));`;

/** The points of a cell, as their reader draws them. */
export class Drawing {
  readonly plane: Locator;
  readonly points: Locator;
  readonly plot: Plot;

  /** @param view - the cell, or another view of its output */
  constructor(readonly view: Locator) {
    this.plane = view.locator(".bs-points-plane").first();
    this.points = this.plane.locator(".bs-point");
    this.plot = new Plot(view);
  }

  /** The sentence for those who do not see the plane. */
  said(): Promise<string> {
    return this.view.locator(".bs-points [role=status]").innerText();
  }

  titleIs(title: string): Promise<void> {
    return until(`the title is “${title}”`, async () => (await this.plot.title()) === title, 60_000);
  }

  choose(name: string): Promise<void> {
    return this.view.getByRole("radio", { name }).check();
  }

  press(name: string): Promise<void> {
    return this.view.locator(".bs-points").getByRole("button", { name }).click();
  }

  /** Clicks at a place given as shares of the plane's width and height. */
  async click(across: number, down: number): Promise<void> {
    await this.view.page().mouse.click(...(await this.#at(across, down)));
  }

  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { mouse } = this.view.page();
    await mouse.move(...(await this.#at(...from)));
    await mouse.down();
    await mouse.move(...(await this.#at(...to)), { steps: 10 });
    await mouse.up();
  }

  /** Presses keys one after the other in the plane. */
  async keys(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.view.page().keyboard.press(key);
  }

  async #at(across: number, down: number): Promise<[x: number, y: number]> {
    const frame = this.plane.locator(".bs-points-frame");
    await frame.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await frame.boundingBox())!;
    return [x + across * width, y + down * height];
  }
}

type Step = readonly [name: string, draw: (drawing: Drawing) => Promise<void>];

/** What can be done with the points wherever they are drawn, one after the other from the first eight. */
export const drawingSteps: readonly Step[] = [
  [
    "a click adds a point of the chosen class, and what is below is trained on it",
    async (drawing) => {
      await drawing.choose("class 1");
      await drawing.click(0.5, 0.5);
      await drawing.titleIs("5 of 9");
      await drawing.choose("class 0");
      await drawing.click(0.75, 0.5);
      await drawing.titleIs("5 of 10");
      assert.equal(await drawing.said(), "Added a point of class 0 at 1, 0. 5 of class 0, 5 of class 1.");
    },
  ],
  [
    "a point that is dragged takes the boundary with it",
    async (drawing) => {
      const drawn = await drawing.plot.data();
      await drawing.drag([0.75, 0.5], [0.25, 0.25]);
      await until("the figure has changed", async () => (await drawing.plot.data()) !== drawn);
      await until("it shows where the point is", async () =>
        /"x":\[[^\]]*-1[,\]]/.test(await drawing.plot.data()),
      );
      assert.equal(await drawing.said(), "Moved at −1, 1.");
      assert.equal(await drawing.points.count(), 10);
    },
  ],
  [
    "a click removes a point where that is chosen",
    async (drawing) => {
      await drawing.choose("remove");
      await drawing.click(0.25, 0.25);
      await drawing.titleIs("5 of 9");
    },
  ],
  [
    "all of it can be done from the keyboard, and undone",
    async (drawing) => {
      await drawing.plane.focus();
      await drawing.keys("0", "0");
      assert.equal(await drawing.said(), "Class 0 is added from now on.");
      await drawing.keys("ArrowUp", "Shift+ArrowLeft", "Enter");
      await drawing.titleIs("5 of 10");
      await drawing.keys("1", "ArrowDown", "ArrowDown", "ArrowDown", " ");
      await drawing.titleIs("6 of 11");
      await drawing.keys("[");
      assert.match(await drawing.said(), /^Point 11 of 11: class 1 at /);
      await drawing.keys("ArrowRight", "Delete");
      await drawing.titleIs("5 of 10");
      await drawing.keys("Control+z", "Control+z");
      await until(
        "the removed point and its move are undone",
        async () => (await drawing.points.count()) === 11,
      );
      await drawing.keys("Control+z");
      await drawing.titleIs("5 of 10");
    },
  ],
  [
    "without points a sentence stands below, and the first points are brought back",
    async (drawing) => {
      await drawing.press("Clear");
      await drawing.view.getByText("There are no points yet").first().waitFor();
      await drawing.press("Reset");
      await drawing.titleIs("4 of 8");
    },
  ],
  [
    "the points can be copied as code",
    async ({ view }) => {
      await view.getByText("As code").click();
      assert.match(await view.getByLabel("The points as code").inputValue(), /^\{\n {2}X: \[\[-1\.1, /);
    },
  ],
];
