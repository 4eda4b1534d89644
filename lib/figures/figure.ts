import type { Config, Data, Frame, Layout } from "plotly.js";

/** Plotly's layout, with the figure's description in the place that plotly leaves to its users. */
type FigureLayout = Partial<Layout> & { readonly meta?: { readonly description: string } };

/**
 * A figure as plain data: what plotly.js draws, with the words that stand for it where no picture can be seen.
 * Nothing in it is bound to a screen, so that a figure can be looked at in a test, changed, and shown.
 */
export interface Figure {
  /** One sentence that states what the figure finds. */
  readonly title: string;
  /** What is to be seen, for a reader who cannot see it. */
  readonly description: string;
  readonly data: readonly Data[];
  readonly layout: FigureLayout;
  /** States that a slider or an animation moves through. */
  readonly frames?: readonly Partial<Frame>[];
  readonly config?: Partial<Config>;
}

/** What all figures share: room for the title, a legend below, and no jump of the view when a live figure is redrawn. */
const commonLayout: Partial<Layout> = {
  margin: { t: 70, r: 30, b: 60, l: 70 },
  height: 420,
  hovermode: "closest",
  uirevision: "keep",
  legend: { orientation: "h", y: -0.22, x: 0 },
};

/** Characters of a title that have room on one line of a figure 700 pixels wide, as pictures in a notebook are. */
const TITLE_LINE = 68;

/** How many characters farther from the middle a line may break to end with a comma, a colon or the like. */
const DETOUR = 15;

/** A title as plotly takes it: one that is too long for a line goes on two of about the same length. */
export function titleLayout(title: string): { readonly text: string } {
  if (title.length <= TITLE_LINE) return { text: title };
  const spaces = [...title.matchAll(/(?<mark>[,;:]?) /g)].map(({ index, groups }) => {
    const mark = groups!.mark!.length;
    const place = index + mark;
    return { place, cost: Math.abs(place - title.length / 2) - DETOUR * mark };
  });
  const [best] = spaces.sort((a, b) => a.cost - b.cost);
  return { text: best ? `${title.slice(0, best.place)}<br>${title.slice(best.place + 1)}` : title };
}

/**
 * Makes a figure from traces, a layout and its words.
 *
 * @param parts - `title` (a sentence that states the finding), `description` (the text alternative), `data`
 *   (plotly traces), `layout`, `frames` and `config` as plotly takes them
 * @returns the figure, with the layout that all figures of the kit share filled in
 * @throws RangeError if the title or the description is empty: a figure must say what it shows
 *
 * @example
 * const line = figure({ title: "A line rises", description: "y grows with x", data: [{ y: [0, 1] }], layout: {} });
 * line.layout.title; // { text: "A line rises" }
 */
export function figure(parts: Figure): Figure {
  const { title, description } = parts;
  if (title.trim() === "" || description.trim() === "") {
    throw new RangeError(
      "Cannot make a figure without words: give it a title that states the finding and a description",
    );
  }
  const layout = { ...commonLayout, title: titleLayout(title), ...parts.layout, meta: { description } };
  const made: Figure = { ...parts, layout };
  // The last value of a cell shows itself. Nobody who looks at the figure's parts sees this.
  return Object.defineProperty(made, Symbol.for("Jupyter.display"), { value: () => figureBundle(made) });
}

/** A typed array as a plain one: the notebook format knows nothing else. */
function plain(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as Float64Array)
    : value;
}

/** A figure as plotly.js reads it, with its words beside it for readers who see no picture. */
export function figureBundle({
  title,
  description,
  data,
  layout,
  frames,
  config,
}: Figure): Readonly<Record<string, unknown>> {
  const drawing = { data, layout, ...(frames && { frames }), ...(config && { config }) };
  return {
    "application/vnd.plotly.v1+json": JSON.parse(JSON.stringify(drawing, plain)) as unknown,
    "text/plain": `${title}\n${description}`,
  };
}
