import { display } from "../math/display";
import { withMinus } from "../math/format";
import type { FigureLayout, PlotlyFigure, Trace } from "./plotly";
import { revisionOf } from "./revision";

/** What a figure is made of. */
export interface FigureParts extends PlotlyFigure {
  /** One sentence that states what the figure finds. */
  readonly title: string;
  /** What is to be seen, for a reader who cannot see it; the traces are named if it is not given. */
  readonly description?: string;
}

/**
 * A figure as plain data: what plotly.js draws, with the words that stand for it where no picture can be seen.
 * Nothing in it is bound to a screen, so that a figure can be looked at in a test, changed, and shown. A copy that was
 * changed, such as `{ ...figure, data }`, can be shown as well.
 */
export interface Figure extends FigureParts {
  readonly description: string;
  /** The traces; `push` adds one. */
  readonly data: Trace[];
  readonly layout: FigureLayout;
  /**
   * A copy of the figure with some parts changed. The layout is merged with the present one, down to the single
   * property; traces, if given, take the place of the present ones.
   *
   * @param changes - any of `title`, `description`, `data`, `layout`, `frames` and `config`
   */
  with(changes: Partial<FigureParts>): Figure;
}

/** What all figures share: room for the title, and a legend below. */
const commonLayout: FigureLayout = {
  margin: { t: 70, r: 30, b: 60, l: 70 },
  height: 420,
  hovermode: "closest",
  legend: { orientation: "h", y: -0.22, x: 0 },
};

/** On a layout, the title that it was made for: `{ ...figure, title }` has another one. */
const madeFor = Symbol("title");

/** Characters of a title that have room on one line of a figure 700 pixels wide, as pictures in a notebook are. */
const TITLE_LINE = 68;

/** How many characters farther from the middle a line may break to end with a comma, a colon or the like. */
const DETOUR = 15;

/** A title as plotly takes it: one that is too long for a line goes on two of about the same length. */
function titleLayout(title: string): { readonly text: string } {
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
 * const line = figure({ title: "A line rises", description: "y grows with x", data: [{ y: [1, 10] }] });
 * line.layout.title; // { text: "A line rises" }
 * const steep = line.with({ title: "A line in decades", layout: { yaxis: { type: "log" } } });
 * steep.layout.yaxis; // { type: "log" }
 */
export function figure(parts: FigureParts): Figure {
  const { title, data, description = wordsOf(data) } = parts;
  if (title.trim() === "" || description.trim() === "") {
    throw new RangeError(
      "Cannot make a figure without words: give it a title that states the finding and a description",
    );
  }
  const common = { ...commonLayout, title: titleLayout(title) };
  const layout = { ...common, ...parts.layout, meta: { description }, [madeFor]: title };
  return { ...parts, ...methods, description, data: [...data], layout };
}

/** Properties of each figure and not of a class, so that a copy made by `{ ...figure }` has them as well. */
const methods = {
  with(this: Figure, changes: Partial<FigureParts>): Figure {
    const { title } = changes;
    const titled = title === undefined ? changes.layout : { title: titleLayout(title), ...changes.layout };
    const present = { ...this.layout, title: titlesOf(this).drawn };
    return figure({ ...this, ...changes, layout: merge(present, titled ?? {}) });
  },
  /** The last value of a cell shows itself. */
  [display](this: Figure): Readonly<Record<string, unknown>> {
    return figureBundle(this);
  },
};

/** Settings changed one by one, however deep they lie. */
function merge(settings: object, changes: object): Record<string, unknown> {
  const merged = { ...settings } as Record<string, unknown>;
  for (const [name, change] of Object.entries(changes) as [string, unknown][]) {
    const present = merged[name];
    merged[name] = isPlain(present) && isPlain(change) ? merge(present, change) : change;
  }
  // The range of another type of axis is told in other numbers.
  if ("type" in changes && !("range" in changes)) delete merged.range;
  return merged;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** What can be said of a figure whose author has said nothing. */
function wordsOf(data: PlotlyFigure["data"]): string {
  const traces = data.map(({ name, type = "scatter" }) => (name ? `${type} "${name}"` : type));
  return `A figure of ${traces.length === 1 ? "1 trace" : `${traces.length} traces`}: ${traces.join(", ")}`;
}

/** A typed array as a plain one: the notebook format knows nothing else. */
function plain(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as Float64Array)
    : value;
}

/** Where a figure has words for its reader, in which numbers have a true minus. */
const WORDS: ReadonlySet<string> = new Set(["text", "hovertext", "ticktext", "name", "title", "description"]);

function readable(key: string, value: unknown): unknown {
  if (!WORDS.has(key)) return plain(key, value);
  const words = (text: unknown): unknown => (typeof text === "string" ? withMinus(text) : text);
  return Array.isArray(value) ? value.map(words) : words(value);
}

/** The title of a figure in words, and as it is drawn: the one that was changed last. */
function titlesOf({ title, layout = {} }: Partial<FigureParts>): {
  readonly words: string | undefined;
  readonly drawn: FigureLayout["title"];
} {
  const drawn = layout.title;
  const own = typeof drawn === "string" ? drawn : drawn?.text;
  const first = (layout as { readonly [madeFor]?: string })[madeFor];
  if (title === undefined) return { words: own, drawn };
  if (first !== undefined && first !== title) return { words: title, drawn: titleLayout(title) };
  const isOwn = own !== undefined && own !== titleLayout(title).text;
  return { words: isOwn ? own.replaceAll("<br>", " ") : title, drawn };
}

/** A figure as plotly.js reads it, with its words beside it for readers who see no picture. */
export function figureBundle(shown: Figure | PlotlyFigure): Readonly<Record<string, unknown>> {
  const { data, layout = {}, frames, config } = shown;
  const { words: title, drawn } = titlesOf(shown);
  const { description = layout.meta?.description ?? wordsOf(data) } = shown as Partial<FigureParts>;
  const titled = drawn === undefined ? layout : { ...layout, title: drawn };
  const described = { uirevision: revisionOf(layout), ...titled, meta: { ...layout.meta, description } };
  const copied = (parts: object, each: typeof plain) => JSON.parse(JSON.stringify(parts, each)) as object;
  return {
    "application/vnd.plotly.v1+json": {
      ...copied({ data, layout: described }, readable),
      // Buttons and sliders call frames by their names.
      ...copied({ frames, config }, plain),
    },
    "text/plain": withMinus(title === undefined ? description : `${title}\n${description}`),
  };
}
