import type { Config, Data, Frame, Layout } from "plotly.js";

/**
 * What plotly.js accepts where its types ask for more: read-only arrays, and texts that TypeScript has widened, as in
 * traces that `map` has made. Names of properties are still checked.
 */
type Loose<T> = T extends string
  ? T | (string & {})
  : T extends ArrayBufferView
    ? T
    : T extends readonly (infer Entry)[]
      ? readonly Loose<Entry>[]
      : T extends object
        ? { [K in keyof T]?: Loose<T[K]> }
        : T;

/** One trace of a figure, as plotly.js reads it, e.g. `{ x: [1, 2], y: [3, 4], type: "scatter" }`. */
export type Trace = Loose<Data>;

/** The layout of a figure, as plotly.js reads it. */
export type FigureLayout = Omit<Loose<Partial<Layout>>, "title" | "meta"> & {
  title?: string | Loose<Partial<Layout["title"]>>;
  /** The figure's description, in the place that plotly leaves to its users. */
  meta?: { readonly description: string };
};

/** A figure of plotly.js: traces, a layout, and what moves through states. */
export interface PlotlyFigure {
  readonly data: readonly Trace[];
  readonly layout?: FigureLayout;
  readonly frames?: readonly Loose<Partial<Frame>>[];
  readonly config?: Loose<Partial<Config>>;
}
