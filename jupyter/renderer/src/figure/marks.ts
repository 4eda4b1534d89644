/**
 * Moves the marks of a drawn figure by plotly's own code for its kinds of traces, without what plotly does around it: it reads
 * every setting again at each change of a value, which takes three times as long as the change itself.
 *
 * The names below are plotly's inner ones, of the version that the project pins. The test that compares the pictures of moved and
 * of newly drawn marks guards them.
 */
import type { JsonObject } from "../json";

/** A point as plotly computes it; the first one of a trace carries the trace. */
type Point = Record<string, unknown>;

/** The code for a kind of traces. */
interface Kind {
  readonly calc: (plot: unknown, trace: DrawnTrace) => Point[] | undefined;
  /** Stacks the traces of a subplot, or sets them side by side. */
  readonly crossTraceCalc?: (plot: unknown, subplot: unknown) => void;
  readonly basePlotModule: {
    readonly plot: (plot: unknown, traces: readonly number[], transition: object) => void;
  };
}

interface DrawnTrace {
  readonly _module: Kind;
  _length?: number | null;
  [key: string]: unknown;
}

/** What plotly keeps on the element that it has drawn into. */
export interface Drawing {
  data: JsonObject[];
  calcdata: Point[][];
  readonly _fullData: readonly DrawnTrace[];
  readonly _fullLayout: { readonly _plots: Readonly<Record<string, unknown>> };
}

/** New values of a trace, by the names of its attributes. */
export type Values = Readonly<Record<string, JsonObject[string] | undefined>>;

/** A change without a film of it. Lines that are not named stay. */
const AT_ONCE = { duration: 0 };

/** Gives traces other values and moves their marks, at once. Of bars and maps, those of all traces have to be named. */
export function moveMarks(drawing: Drawing, changed: ReadonlyMap<number, Values>): void {
  for (const [i, values] of changed) {
    const trace = drawing._fullData[i]!;
    Object.assign(trace, values);
    Object.assign(drawing.data[i]!, values);
    if (typeof trace._length === "number")
      trace._length = Math.min(...[trace.x, trace.y].filter(Array.isArray).map(({ length }) => length));
    // The reader may have hidden it, by a click on the legend.
    if (trace.visible !== true) continue;
    const [first = {}, ...others] = trace._module.calc(drawing, trace) ?? [];
    drawing.calcdata[i] = [Object.assign(first, { t: first.t ?? {}, trace }), ...others];
  }
  const traces = [...changed.keys()];
  const kinds = new Set(traces.map((i) => drawing._fullData[i]!._module));
  for (const { crossTraceCalc } of kinds)
    for (const subplot of Object.values(drawing._fullLayout._plots)) crossTraceCalc?.(drawing, subplot);
  for (const base of new Set([...kinds].map(({ basePlotModule }) => basePlotModule)))
    base.plot(drawing, traces, AT_ONCE);
}
