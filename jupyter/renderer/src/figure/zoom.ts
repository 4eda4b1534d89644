import { at, type Json, type JsonObject } from "../json";

/** A figure, as it is drawn or as it is to be drawn. */
interface Axes {
  readonly data: readonly JsonObject[];
  readonly layout: JsonObject;
}

/**
 * The axes on which the reader has zoomed to where a figure that is drawn anew has nothing: the zoom belonged to another figure.
 *
 * @param drawn - the layout of the plot, with the axes as the reader sees them
 * @param next - the figure as it is to be drawn
 * @returns their names, such as "xaxis2"
 */
export function lostZooms(drawn: JsonObject, { data, layout }: Axes): string[] {
  return ["x", "y"].flatMap((letter) => {
    const axes = new Set(data.map((trace) => axisOf(trace, letter)));
    return [...axes].filter((axis) => {
      const isZoomed = at(drawn, axis, "autorange") === false && at(layout, axis, "range") === undefined;
      const traces = data.filter((trace) => axisOf(trace, letter) === axis);
      return isZoomed && traces.every((trace) => isBeside(trace[letter], at(drawn, axis)));
    });
  });
}

/** The name of a trace's axis in the layout: "xaxis2" for "x2". */
function axisOf(trace: JsonObject, letter: string): string {
  const name = trace[`${letter}axis`];
  return `${letter}axis${typeof name === "string" ? name.slice(1) : ""}`;
}

/** Whether values are numbers none of which is near what an axis shows. */
function isBeside(values: Json | undefined, axis: Json | undefined): boolean {
  const range = at(axis, "range");
  if (!Array.isArray(range) || !Array.isArray(values)) return false;
  const numbers = values.filter((value) => typeof value === "number");
  const ends = range.map((end) => (at(axis, "type") === "log" ? 10 ** Number(end) : Number(end)));
  if (numbers.length === 0 || ends.some(Number.isNaN)) return false;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return numbers.every((value) => value < low) || numbers.every((value) => value > high);
}
