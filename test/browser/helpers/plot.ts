import type { Locator } from "playwright-core";

/** A drawn figure, as its reader sees and handles it. */
export class Plot {
  constructor(private readonly figure: Locator) {}

  /** The data that plotly has drawn, as text to compare. */
  data(): Promise<string> {
    return this.figure.locator(".js-plotly-plot").evaluate((plot) => {
      const { data } = plot as unknown as { data: unknown };
      return JSON.stringify(data);
    });
  }

  /** How many traces have left marks on the page: lines, points, bars, cells of a heat map. */
  traces(): Promise<number> {
    return this.figure
      .locator("svg.main-svg")
      .locator(".trace, .hm image, .contour, .pie, .heatmaplayer image")
      .count();
  }

  /** Drags the slider's grip to a part of its rail (0 to 1) with the mouse. */
  async dragSlider(part: number): Promise<void> {
    const grip = this.figure.locator(".slider-grip-rect").first();
    await grip.scrollIntoViewIfNeeded();
    const from = (await grip.boundingBox())!;
    const rail = (await this.figure.locator(".slider-rail-rect").first().boundingBox())!;
    const { mouse } = this.figure.page();
    const y = from.y + from.height / 2;
    await mouse.move(from.x + from.width / 2, y);
    await mouse.down();
    await mouse.move(rail.x + rail.width * part, y, { steps: 10 });
    await mouse.up();
  }
}

/** What is drawn in a cell's figure while something goes on, seen from within the page so that no state is missed. */
export async function statesDuring(cell: Locator, goesOn: () => Promise<void>): Promise<Set<string>> {
  const recorder = await cell.evaluateHandle((node) => {
    const seen = new Set<string>();
    new MutationObserver(() => {
      const plot = node.querySelector(".js-plotly-plot") as { data?: unknown } | null;
      if (plot?.data !== undefined) seen.add(JSON.stringify(plot.data));
    }).observe(node, { subtree: true, childList: true, attributes: true });
    return seen;
  });
  await goesOn();
  return new Set(await recorder.evaluate((seen) => [...seen]));
}
