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

  /** The same for each of its systems of axes by itself. */
  async dataByAxis(): Promise<string[]> {
    const traces = JSON.parse(await this.data()) as { xaxis?: string }[];
    const axes = new Set(traces.map(({ xaxis }) => xaxis));
    return [...axes].map((axis) => JSON.stringify(traces.filter(({ xaxis }) => xaxis === axis)));
  }

  /** The sentence above the figure. */
  async title(): Promise<string> {
    return (await this.figure.locator(".gtitle").textContent()) ?? "";
  }

  /** How many traces have left marks on the page: lines, points, bars, cells of a heat map. */
  traces(): Promise<number> {
    return this.figure
      .locator("svg.main-svg")
      .locator(".trace, .hm image, .contour, .pie, .heatmaplayer image")
      .count();
  }
}

/**
 * Drags the first slider among a cell's live controls to a part of its rail (0 to 1) with the mouse; `midway` happens while the
 * mouse is held on half of the way.
 */
export async function dragControl(cell: Locator, part: number, midway?: () => Promise<void>): Promise<void> {
  const slider = cell.locator('.bs-controls input[type="range"]').first();
  await slider.scrollIntoViewIfNeeded();
  const rail = (await slider.boundingBox())!;
  const place = await slider.evaluate((range: HTMLInputElement) => range.valueAsNumber / Number(range.max));
  // The middle of the thumb, which is some 16 pixels wide, reaches neither end.
  const x = (share: number): number => rail.x + 8 + (rail.width - 16) * share;
  const y = rail.y + rail.height / 2;
  const { mouse } = cell.page();
  await mouse.move(x(place), y);
  await mouse.down();
  await mouse.move(x((place + part) / 2), y, { steps: 6 });
  await midway?.();
  await mouse.move(x(part), y, { steps: 6 });
  await mouse.up();
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
