import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { Plot } from "./plot";
import { until } from "./session";

/** A cell with a handle: its figure says where the handle is, and shows values from -3 to 3. */
export const handleCell = (lib: string): string => `import { figure, handle, interact } from "${lib}";
const held = interact(
  { w: handle([1, 1], { x: [-2, 2], y: [-2, 2], label: "unit 1", names: ["w₁", "w₂"], unit: 1, arrow: true }) },
  ({ w: [a, b] }) => figure({
    title: \`w is \${a}, \${b}\`,
    description: "a line from the origin",
    data: [{ x: [0, a], y: [0, b] }],
    layout: { xaxis: { range: [-3, 3] }, yaxis: { range: [-3, 3] } },
  }));`;

type Place = readonly [number, number];

/** A handle in a figure, as its reader sees and holds it. */
export class Held {
  readonly grip: Locator;
  readonly plot: Plot;

  /**
   * @param view - the cell, or another view of its output
   * @param name - the handle's label
   * @param range - the ends of both axes
   */
  constructor(
    readonly view: Locator,
    name = "unit 1",
    private readonly range: Place = [-3, 3],
  ) {
    this.grip = view.getByRole("slider", { name: `${name}, in the figure` });
    this.plot = new Plot(view);
  }

  titleIs(title: string): Promise<void> {
    return until(`the title is “${title}”`, async () => (await this.plot.title()) === title, 60_000);
  }

  /** Moves the mouse to the handle and holds it. */
  async grab(): Promise<void> {
    await this.grip.scrollIntoViewIfNeeded();
    const [x, y] = await this.#middle();
    const { mouse } = this.view.page();
    await mouse.move(x, y);
    await mouse.down();
  }

  async moveTo(place: Place): Promise<void> {
    await this.view.page().mouse.move(...(await this.at(place)), { steps: 8 });
  }

  async drag(place: Place): Promise<void> {
    await this.grab();
    await this.moveTo(place);
    await this.view.page().mouse.up();
  }

  /** Drags it by so many pixels. */
  async dragBy(right: number, down: number): Promise<void> {
    await this.grab();
    const [x, y] = await this.#middle();
    await this.view.page().mouse.move(x + right, y + down, { steps: 8 });
    await this.view.page().mouse.up();
  }

  /** Where values lie in the window. */
  async at([x, y]: Place): Promise<[number, number]> {
    const axes = this.view
      .locator(".nsewdrag.drag[data-subplot=xy], rect.plane")
      .filter({ visible: true })
      .first();
    const box = (await axes.boundingBox())!;
    const [low, high] = this.range;
    const share = (value: number): number => (value - low) / (high - low);
    return [box.x + box.width * share(x), box.y + box.height * (1 - share(y))];
  }

  /** Waits until the handle lies upon its values. */
  async liesAt(place: Place): Promise<void> {
    let off: number[] = [];
    await until(`the handle is at ${place.join()}`, async () => {
      // While its figure is drawn anew it may not be there.
      const found = await Promise.all([this.#middle(), this.at(place)]).catch(() => undefined);
      if (!found) return false;
      const [[x, y], expected] = found;
      off = [x - expected[0], y - expected[1]];
      return off.every((pixels) => Math.abs(pixels) < 1.5);
    }).catch((error: unknown) => {
      assert.fail(`The handle is ${off.join(", ")} pixels off: ${String(error)}`);
    });
  }

  async #middle(): Promise<[number, number]> {
    const { x, y, width, height } = (await this.grip.boundingBox())!;
    return [x + width / 2, y + height / 2];
  }
}
