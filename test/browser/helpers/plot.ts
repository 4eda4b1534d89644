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

  /** Looks at the data again and again until `done`. @returns the different states seen */
  async watch(done: Promise<unknown>): Promise<Set<string>> {
    const seen = new Set<string>();
    const state = { running: true };
    void done.finally(() => (state.running = false));
    while (state.running) seen.add(await this.data().catch(() => "not drawn yet"));
    seen.delete("not drawn yet");
    return seen;
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
