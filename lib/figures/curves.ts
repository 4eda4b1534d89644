import type { Data } from "plotly.js";
import { formatNumber, rounded } from "../math/format";
import type { CoordinateCheck } from "../theory/signal/coordinate-check";
import { checkNotNegative, finiteExtent, finiteOrGap, logRangeOver } from "./axis-range";
import { coursesOf } from "./courses";
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
  /** The sentence above the figure, which otherwise says by which factor each curve grows or falls. */
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
 * curves({ root: [1, 10] }, options).title; // "Size grows 10-fold from width 10 to 100"
 */
export function curves(lines: Lines, { along, at, quantity, title, faint = {} }: CurveOptions): Figure {
  checkCurves({ ...lines, ...faint }, along, at, quantity);
  const ends = Object.entries({ ...lines, ...faint }).map(
    ([name, values]) => `${name} from ${inWords(values[0]!)} to ${inWords(values.at(-1)!)}`,
  );
  const stretch = `${along} ${formatNumber(at[0]!)} to ${formatNumber(at.at(-1)!)}`;
  const all = Object.values({ ...lines, ...faint }).flat();
  const positive = all.filter((value) => value > 0 && value < Infinity);
  const [low, high] = positive.length > 0 ? finiteExtent(positive) : [1, 1];
  return figure({
    title: title ?? coursesOf(quantity, along, [at[0]!, at.at(-1)!], lines),
    description: `${quantity}, ${stretch}: ${ends.join("; ")}.`,
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

function inWords(value: number): string {
  return value === Infinity ? "∞" : formatNumber(value);
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

/** A change by less than this factor is level. */
const LEVEL = 1.5;

/** What becomes of the steps as the network gets wider: where they change most. */
function changeOverWidths({ widths, layers }: CoordinateCheck): string {
  const stretch = `From width ${widths[0]!} to ${widths.at(-1)!} the change of z`;
  const factors = layers.map(({ layer, changes }) => {
    const [first, last] = [changes[0]!, changes.at(-1)!];
    return { layer, factor: first === last ? 1 : last / first };
  });
  if (!factors.every(({ factor }) => factor > 0 && factor < Infinity))
    return `${stretch} has no factor, as it is 0 or not finite`;
  const sorted = factors.sort((a, b) => a.factor - b.factor);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const times = (factor: number): string => `${formatNumber(rounded(factor, 2))}-fold`;
  const found = [
    ...(most.factor > LEVEL ? [`grows ${times(most.factor)} in layer ${most.layer}`] : []),
    ...(least.factor < 1 / LEVEL ? [`falls ${times(1 / least.factor)} in layer ${least.layer}`] : []),
  ];
  return `${stretch} ${found.length > 0 ? found.join(" and ") : "stays level in every layer"}`;
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
 * coordinateCurves({ widths: [16, 64], layers }).title; // "From width 16 to 64 the change of z grows 2-fold in layer 1"
 */
export function coordinateCurves(
  check: CoordinateCheck,
  { title }: { readonly title?: string } = {},
): Figure {
  const { widths, layers } = check;
  const named = (what: string, pick: "sizes" | "changes"): Lines =>
    Object.fromEntries(layers.map((one) => [`layer ${one.layer}${what}`, one[pick]]));
  return curves(named("", "changes"), {
    along: "width",
    at: widths,
    quantity: "change of z (dotted: z at the start)",
    title: title ?? changeOverWidths(check),
    faint: named(" at the start", "sizes"),
  });
}
