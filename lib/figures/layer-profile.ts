import type { Data, LayoutAxis } from "plotly.js";
import { log10 } from "../math/elementary";
import { formatNumber, rounded } from "../math/format";
import { checkNotNegative, finiteExtent, logRangeOver, rangeOver, type Range } from "./axis-range";
import { coursesOf } from "./courses";
import { figure, type Figure } from "./figure";
import { looks } from "./palette";
import { logTicks } from "./spread-axis";

/** How to draw a `layerProfile`. */
export interface ProfileOptions {
  /** What the values are, for the axis. */
  readonly quantity: string;
  /** The sentence above the figure, which otherwise says by which factor each line grows or falls. */
  readonly title?: string;
  /** What theory says, by name: lines, beside which the networks are drawn as dots. */
  readonly theory?: Readonly<Record<string, readonly number[]>>;
  /**
   * Logarithmic if not given: a straight line then is growth or decay by the same factor per layer. If no value is above 0,
   * or one is below it, the axis is linear.
   */
  readonly axis?: "log" | "linear";
  /** The values at the bottom and at the top of the axis, so that it holds still while a control is moved. */
  readonly range?: readonly [bottom: number, top: number];
}

/** The values of one network, or of a theory, and how they are drawn. */
interface Profile {
  readonly name: string;
  readonly values: readonly number[];
  readonly mode: "lines" | "markers" | "lines+markers";
  readonly look: (typeof looks)[number];
  readonly inLegend: boolean;
}

/**
 * Draws a quantity layer by layer, one line per network, or the dots of networks on the lines of a theory.
 *
 * @param profiles - the values of one or more networks by name, one number per layer from the first; on a logarithmic
 *   axis, 0 and what is not finite is left out
 * @param options - `quantity`, and perhaps `title`, `theory`, `axis` and `range`
 * @returns a line figure: x is the layer, counted from 1, y the quantity
 * @throws RangeError if there is no profile, one has no value, the range is none, or a value is below 0 where `axis` is "log"
 *
 * @example
 * layerProfile({ halving: [1, 0.5, 0.25] }, { quantity: "size" }).title; // "Size falls 4-fold from layer 1 to 3"
 */
export function layerProfile(
  profiles: Readonly<Record<string, readonly number[]>>,
  options: ProfileOptions,
): Figure {
  const { quantity, theory = {} } = options;
  const all = drawnProfiles(profiles, theory);
  check(profiles, all, options);
  const deepest = Math.max(...all.map(({ values }) => values.length));
  const axis = valueAxis(all, options);
  if (axis.type === "log") checkNotNegative(`Cannot draw ${quantity} by layer`, { ...theory, ...profiles });
  const ends = all.map(({ name, values }) => {
    const [first, last] = [numberWords(values[0]!), numberWords(values.at(-1)!)];
    return `${name} from ${first} in layer 1 to ${last} in layer ${values.length}`;
  });
  const isShared = all.some(({ inLegend }) => !inLegend);
  return figure({
    title: options.title ?? coursesOf(quantity, "layer", [1, deepest], profiles),
    description: `${quantity} by layer. ${ends.join("; ")}.`,
    data: all.map((profile) => trace(profile, axis.type === "log")),
    layout: {
      xaxis: { title: { text: "layer" }, range: [0.5, deepest + 0.5], dtick: layersPerTick(deepest) },
      yaxis: axis,
      showlegend: all.length > 1,
      ...(isShared && { legend: sharedLegend }),
    },
  });
}

/** The legend of networks that have a theory of the same name: one entry for both. */
const sharedLegend = {
  orientation: "h",
  y: -0.22,
  x: 0,
  title: { text: "lines: theory; dots: networks" },
} as const;

function drawnProfiles(
  profiles: ProfileOptions["theory"] & object,
  theory: ProfileOptions["theory"] & object,
): Profile[] {
  const isBeside = Object.keys(theory).length > 0;
  const look = (index: number): Profile["look"] => looks[index % looks.length]!;
  return [
    ...Object.entries(theory).map(([name, values], index): Profile => ({
      name,
      values,
      mode: "lines",
      look: look(index),
      inLegend: !(name in profiles),
    })),
    ...Object.entries(profiles).map(([name, values], index): Profile => ({
      name,
      values,
      mode: isBeside ? "markers" : "lines+markers",
      look: look(index),
      inLegend: true,
    })),
  ];
}

function check(
  profiles: object,
  all: readonly Profile[],
  { quantity, axis = "log", range }: ProfileOptions,
): void {
  if (range && !(range[0] < range[1] && (axis === "linear" || range[0] > 0))) {
    const rule = `from a ${axis === "log" ? "positive " : ""}number up to a larger one`;
    throw new RangeError(
      `Cannot draw ${quantity} by layer from ${range[0]} to ${range[1]}: the axis goes ${rule}`,
    );
  }
  const empty = all.find(({ values }) => values.length === 0);
  if (Object.keys(profiles).length === 0 || empty)
    throw new RangeError(
      `Cannot draw ${quantity} by layer: ${empty ? `"${empty.name}"` : "it"} has no values`,
    );
}

/** The axis of the values: their range if none is given, so that all of them can be seen. */
function valueAxis(all: readonly Profile[], { quantity, axis, range }: ProfileOptions): Partial<LayoutAxis> {
  const values = all.flatMap((profile) => profile.values).filter(Number.isFinite);
  const positive = values.filter((value) => value > 0);
  const title = { text: quantity };
  const isSigned = axis === undefined && values.some((value) => value < 0);
  if (axis === "linear" || isSigned || (positive.length === 0 && !range))
    return { title, range: [...(range ?? rangeOver(values))] };
  const ends: Range = range ?? finiteExtent(positive);
  return {
    title,
    type: "log",
    ...logTicks(...ends),
    range: range ? range.map(log10) : logRangeOver(positive),
  };
}

function trace({ name, values, mode, look, inLegend }: Profile, isLog: boolean): Data {
  const { symbol, ...line } = look;
  return {
    type: "scatter",
    mode,
    name,
    legendgroup: name,
    showlegend: inLegend,
    x: values.map((_, layer) => layer + 1),
    y: values.map((value) => (Number.isFinite(value) && (!isLog || value > 0) ? rounded(value) : null)),
    line: { ...line, width: 2.5 },
    marker: { symbol, size: 9, color: line.color },
    hovertemplate: `${name}, layer %{x}: %{y}<extra></extra>`,
  };
}

/** So that an axis has at most twelve marks. */
function layersPerTick(layers: number): number {
  return [1, 2, 5, 10, 20, 50].find((step) => layers / step <= 12) ?? 100;
}

function numberWords(value: number): string {
  return Number.isNaN(value) ? "not a number" : formatNumber(value);
}
