import type { Data } from "plotly.js";
import { formatNumber } from "../math/format";
import type { CoordinateCheck } from "../theory/signal/coordinate-check";
import { checkNotNegative, finiteExtent, finiteOrGap, logRangeOver } from "./axis-range";
import { figure, type Figure } from "./figure";
import { looks } from "./palette";
import { logTicks } from "./spread-axis";

/** By name, one number for each value of what is varied. */
type Lines = Readonly<Record<string, readonly number[]>>;

/** How to draw `curves`. */
export interface CurveOptions {
  /** What is varied, for the axis, and its values, all above 0. */
  readonly along: string;
  readonly at: readonly number[];
  /** What is measured, for the axis. */
  readonly quantity: string;
  /** The sentence above the figure, which otherwise says where each curve begins and ends. */
  readonly title?: string;
  /** Curves to draw thin and dotted, each in the colour of the curve with the same place. */
  readonly faint?: Lines;
}

/**
 * Draws one quantity against another, a curve per name, on two logarithmic axes, where a power law is a straight line.
 *
 * @param lines - by name, one number for each value in `at`; 0 and what is not finite is left out
 * @param options - `along`, `at` and `quantity`; perhaps `title` and `faint`
 * @returns a line figure
 * @throws RangeError if there is no curve, one has another number of values than `at`, or one of `at` is not above 0
 *   or a value below it
 *
 * @example
 * const options = { along: "width", at: [10, 100], quantity: "size" };
 * curves({ root: [1, 10] }, options).title; // "Size, width 10 to 100: root from 1 to 10"
 */
export function curves(lines: Lines, { along, at, quantity, title, faint = {} }: CurveOptions): Figure {
  checkCurves({ ...lines, ...faint }, along, at, quantity);
  const ends = (name: string, values: readonly number[]): string =>
    `${name} from ${inWords(values[0]!)} to ${inWords(values.at(-1)!)}`;
  const words = Object.entries({ ...lines, ...faint }).map(([name, values]) => ends(name, values));
  const finding = `${quantity}, ${along} ${formatNumber(at[0]!)} to ${formatNumber(at.at(-1)!)}: `;
  const own = Object.entries(lines).map(([name, values]) => ends(name, values));
  const all = Object.values({ ...lines, ...faint }).flat();
  const positive = all.filter((value) => value > 0 && value < Infinity);
  const [low, high] = positive.length > 0 ? finiteExtent(positive) : [1, 1];
  return figure({
    title: title ?? `${finding[0]!.toUpperCase()}${finding.slice(1)}${own.join("; ")}`,
    description: `${finding}${words.join("; ")}.`,
    data: [...traces(lines, at, Object.keys(faint).length > 0), ...faintTraces(faint, at)],
    layout: {
      xaxis: {
        title: { text: along },
        type: "log",
        range: logRangeOver(at),
        tickvals: [...at],
        ticktext: at.map((value) => formatNumber(value)),
      },
      yaxis: {
        title: { text: quantity },
        type: "log",
        range: logRangeOver([low, high]),
        ...logTicks(low, high),
      },
      showlegend: true,
    },
  });
}

function inWords(value: number, digits = 3): string {
  return value === Infinity ? "∞" : formatNumber(value, digits);
}

function checkCurves(all: Lines, along: string, at: readonly number[], quantity: string): void {
  const action = `Cannot draw ${quantity} by ${along}`;
  const odd = at.find((value) => !(value > 0 && value < Infinity));
  if (odd !== undefined) throw new RangeError(`${action} ${odd}: a logarithmic axis begins above 0`);
  if (at.length === 0 || Object.keys(all).length === 0)
    throw new RangeError(`${action}: there are no values`);
  const [name, values] = Object.entries(all).find((entry) => entry[1].length !== at.length) ?? [];
  if (values !== undefined)
    throw new RangeError(`${action}: "${name!}" has ${values.length} values for ${at.length} places`);
  checkNotNegative(action, all);
}

function traces(lines: Lines, at: readonly number[], isSolid: boolean): Data[] {
  return Object.entries(lines).map(([name, values], index) => {
    const { color, dash, symbol } = looks[index % looks.length]!;
    return {
      type: "scatter",
      mode: "lines+markers",
      name,
      x: [...at],
      y: values.map((value) => (value > 0 ? finiteOrGap(value) : null)),
      line: { color, dash: isSolid ? "solid" : dash, width: 2.5 },
      marker: { symbol, size: 9, color },
      hovertemplate: `${name}, %{x}: %{y}<extra></extra>`,
    };
  });
}

/** Thin and dotted, with small open marks of the same shape. */
function faintTraces(lines: Lines, at: readonly number[]): Data[] {
  return traces(lines, at, true).map((trace, index) => {
    const { color, symbol } = looks[index % looks.length]!;
    const marker = { symbol: `${symbol}-open`, size: 7, color };
    return { ...trace, line: { color, dash: "dot", width: 1.5 }, marker } as Data;
  });
}

/**
 * Draws a coordinate check: how far the steps move the pre-activations of each layer, over the width of the network. What
 * is chosen well gives level lines. The sizes before the first step are dotted.
 *
 * @param check - from `coordinateCheck`
 * @param options - `title`, which otherwise says what becomes of the steps
 * @returns a figure of two logarithmic axes
 * @throws RangeError if one of the widths is not above 0
 *
 * @example
 * const layers = [{ layer: 1, sizes: [1, 1], changes: [0.1, 0.2], growth: 0.5 }];
 * coordinateCurves({ widths: [16, 64], layers }).title; // "From width 16 to 64 the change of z in layer 1 is multiplied by 2"
 */
export function coordinateCurves(
  { widths, layers }: CoordinateCheck,
  { title }: { readonly title?: string } = {},
): Figure {
  const words = layers.map(({ changes: [first, ...more] }) => {
    const last = more.at(-1) ?? first!;
    return inWords(last === first ? 1 : last / first!, 2);
  });
  const which = layers.length === 1 ? "layer 1" : `layers 1 to ${layers.length}`;
  const finding = `From width ${widths[0]!} to ${widths.at(-1)!} the change of z in ${which} is multiplied by ${words.join(", ")}`;
  const named = (what: string, pick: "sizes" | "changes"): Lines =>
    Object.fromEntries(layers.map((one) => [`layer ${one.layer}${what}`, one[pick]]));
  return curves(named("", "changes"), {
    along: "width",
    at: widths,
    quantity: "change of z (dotted: z at the start)",
    title: title ?? finding,
    faint: named(" at the start", "sizes"),
  });
}
