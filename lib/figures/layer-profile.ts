import type { Data } from "plotly.js";
import { log10 } from "../math/elementary";
import { extent } from "../math/extent";
import { formatNumber, rounded } from "../math/format";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";
import { logTicks } from "./spread-axis";

/** Looks that differ in colour, dash and symbol. */
const looks = [
  { color: palette.blue, dash: "solid", symbol: "circle" },
  { color: palette.vermillion, dash: "dash", symbol: "diamond" },
  { color: palette.green, dash: "dot", symbol: "square" },
  { color: palette.purple, dash: "dashdot", symbol: "triangle-up" },
  { color: palette.orange, dash: "longdash", symbol: "cross" },
] as const;

/** How to draw a `layerProfile`. */
export interface ProfileOptions {
  /** What the values are, for the axis. */
  readonly quantity: string;
  /** The sentence above the figure, which otherwise says where each line begins and ends. */
  readonly title?: string;
  /** What theory says, by name: lines, beside which the networks are drawn as dots. */
  readonly theory?: Readonly<Record<string, readonly number[]>>;
  /** Logarithmic if not given: a straight line then is growth or decay by the same factor per layer. */
  readonly axis?: "log" | "linear";
  /** The values at the bottom and at the top of the axis, so that it holds still while a control is moved. */
  readonly range?: readonly [bottom: number, top: number];
}

/**
 * Draws a quantity layer by layer, one line per network, or the dots of networks on the lines of a theory.
 *
 * @param profiles - the values of one or more networks by name, one number per layer from the first; on a logarithmic
 *   axis, 0 and what is not finite is left out
 * @param options - `quantity`, and perhaps `title`, `theory`, `axis` and `range`
 * @returns a line figure: x is the layer, counted from 1, y the quantity
 * @throws RangeError if there is no profile, one has no value, or the range is none
 *
 * @example
 * layerProfile({ halving: [1, 0.5, 0.25] }, { quantity: "size" }).title; // "Size, layer 1 to 3: halving from 1 to 0.25"
 */
export function layerProfile(
  profiles: Readonly<Record<string, readonly number[]>>,
  { quantity, title, theory = {}, axis = "log", range }: ProfileOptions,
): Figure {
  const measured = Object.entries(profiles);
  const lines = Object.entries(theory);
  const all = [...lines, ...measured];
  const empty = all.find(([, values]) => values.length === 0);
  if (range && !(range[0] < range[1] && (axis === "linear" || range[0] > 0))) {
    const rule =
      axis === "log" ? "from a positive number up to a larger one" : "from a number up to a larger one";
    throw new RangeError(
      `Cannot draw ${quantity} by layer from ${range[0]} to ${range[1]}: the axis goes ${rule}`,
    );
  }
  if (measured.length === 0 || empty) {
    throw new RangeError(`Cannot draw ${quantity} by layer: ${empty ? `"${empty[0]}"` : "it"} has no values`);
  }
  const words = all.map(
    ([name, values]) =>
      `${name}: from ${formatNumber(values[0]!)} in layer 1 to ${formatNumber(values.at(-1)!)} in layer ${values.length}`,
  );
  const canDraw = (value: number): boolean => Number.isFinite(value) && (axis === "linear" || value > 0);
  const [smallest, largest] = range ?? extent(all.flatMap(([, values]) => values.filter(canDraw)));
  const deepest = Math.max(...all.map(([, values]) => values.length));
  const mode = lines.length > 0 ? "markers" : "lines+markers";
  const trace = (
    [name, values]: [string, readonly number[]],
    index: number,
    how: "lines" | "markers" | "lines+markers",
  ): Data => {
    const { symbol, ...line } = looks[index % looks.length]!;
    return {
      type: "scatter",
      mode: how,
      name,
      x: values.map((_, layer) => layer + 1),
      y: values.map((value) => (canDraw(value) ? rounded(value) : null)),
      line: { ...line, width: 2.5 },
      marker: { symbol, size: 9, color: line.color },
      hovertemplate: `${name}, layer %{x}: %{y}<extra></extra>`,
    };
  };
  const ends = all.map(
    ([name, values]) => `${name} from ${formatNumber(values[0]!)} to ${formatNumber(values.at(-1)!)}`,
  );
  // At most twelve marks.
  const layersPerTick = [1, 2, 5, 10, 20, 50].find((step) => deepest / step <= 12) ?? 100;
  return figure({
    title:
      title ?? `${quantity[0]!.toUpperCase()}${quantity.slice(1)}, layer 1 to ${deepest}: ${ends.join("; ")}`,
    description: `${quantity} by layer. ${words.join("; ")}.`,
    data: [
      ...lines.map((line, index) => trace(line, index, "lines")),
      ...measured.map((profile, index) => trace(profile, index, mode)),
    ],
    layout: {
      xaxis: { title: { text: "layer" }, range: [0.5, deepest + 0.5], dtick: layersPerTick },
      yaxis: {
        title: { text: quantity },
        ...(axis === "log" && { type: "log", ...logTicks(smallest, largest) }),
        ...(range && { range: axis === "log" ? range.map(log10) : [...range] }),
      },
      showlegend: all.length > 1,
    },
  });
}
