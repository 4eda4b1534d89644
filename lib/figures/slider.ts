import type { Frame, SliderStep } from "plotly.js";
import { figure, titleLayout, type Figure } from "./figure";

/** One position of a slider: what stands beside it, and the figure to see there. */
export interface SliderPosition {
  readonly label: string;
  readonly figure: Figure;
}

/** Jump to a frame at once: what the reader drags must follow the hand. */
const atOnce = {
  mode: "immediate" as const,
  frame: { duration: 0, redraw: true },
  transition: { duration: 0 },
};

/**
 * Puts figures of the same shape behind a slider: dragging it shows one after the other.
 * All states are computed beforehand, so the slider works in a saved page, without a kernel.
 *
 * @param positions - the figures in the order of the slider; each has the same number of traces
 * @param options - `name` of the quantity the slider moves (shown before each label), `title` and `description` of the
 *   whole, and `start`, the index of the position shown first (default 0)
 * @returns a figure with one frame a position; titles and annotations follow the slider too
 * @throws RangeError if there is no position, the traces differ in number, two positions have the same label, or `start`
 *   is not the index of a position
 *
 * @example
 * const at = (y: number) => figure({ title: `y = ${y}`, description: "a point", data: [{ y: [y] }], layout: {} });
 * const positions = [0, 1].map((y) => ({ label: String(y), figure: at(y) }));
 * withSlider(positions, { name: "y", description: "a point that rises" }).frames?.length; // 2
 */
export function withSlider(
  positions: readonly SliderPosition[],
  options: { name: string; description: string; title?: string; start?: number },
): Figure {
  const { name, description, title, start = 0 } = options;
  const first = positions[start];
  if (!first) {
    throw new RangeError(
      `Cannot start a slider of ${positions.length} positions at index ${start}: there is none`,
    );
  }
  const traces = first.figure.data.length;
  const odd = positions.find((position) => position.figure.data.length !== traces);
  if (odd) {
    throw new RangeError(
      `Cannot put figures of ${traces} and ${odd.figure.data.length} traces behind one slider: all need the same number`,
    );
  }
  checkLabels(positions);
  // A frame without annotations leaves those of the frame before: if any position has some, the others must clear them.
  const cleared = (key: "annotations" | "shapes"): [] | undefined =>
    positions.some((position) => position.figure.layout[key]?.length) ? [] : undefined;
  const frames = positions.map(({ label, figure: { data, layout } }): Partial<Frame> => {
    const moving = {
      annotations: layout.annotations ?? cleared("annotations"),
      shapes: layout.shapes ?? cleared("shapes"),
      title: title ? titleLayout(title) : layout.title,
    };
    return {
      name: label,
      data: [...data],
      layout: Object.fromEntries(Object.entries(moving).filter(([, value]) => value)),
    };
  });
  const steps = positions.map(({ label }): Partial<SliderStep> => ({
    label,
    method: "animate",
    args: [[label], atOnce],
  }));
  return figure({
    title: title ?? first.figure.title,
    description,
    data: first.figure.data,
    layout: {
      ...first.figure.layout,
      title: titleLayout(title ?? first.figure.title),
      sliders: [
        { active: start, steps, currentvalue: { prefix: `${name}: ` }, pad: { t: 60, b: 10 }, ticklen: 4 },
      ],
      // Above the plot, since the slider is below it; so the title needs more room.
      margin: { ...first.figure.layout.margin, t: 90 },
      showlegend: first.figure.layout.showlegend ?? true,
      legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 1, xanchor: "right" },
      height: (first.figure.layout.height ?? 420) + 90,
    },
    frames,
  });
}

/** Throws if a label is repeated: it is the name of a frame, and only the first of that name would ever be seen. */
function checkLabels(positions: readonly SliderPosition[]): void {
  const labels = positions.map(({ label }) => label);
  const repeated = labels.find((label, index) => labels.indexOf(label) !== index);
  if (repeated === undefined) return;
  throw new RangeError(
    `Cannot put two positions "${repeated}" behind one slider: each needs a label of its own`,
  );
}
