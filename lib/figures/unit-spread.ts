import type { Data, LayoutAxis } from "plotly.js";
import type { UnitHistory } from "../theory/symmetry/invariance";
import { formatNumber, rounded } from "../math/format";
import { figure, type Figure } from "./figure";
import { palette, unitStyles } from "./palette";
import { spreadAxis, type SpreadAxis } from "./spread-axis";

interface NamedSpread {
  readonly name: string;
  readonly spread: number;
}

interface NamedSpreads {
  readonly name: string;
  readonly spreads: readonly number[];
}

function checkSpreads(values: readonly number[], what: string): void {
  if (values.length === 0) throw new RangeError(`Cannot draw ${what}: give at least one`);
  const bad = values.find((value) => !(value >= 0 && value < Infinity));
  if (bad !== undefined)
    throw new RangeError(`Cannot draw the distance ${bad}: it must be a finite number from 0 up`);
}

function distanceAxis({ tickvals, ticktext, range }: SpreadAxis): Partial<LayoutAxis> {
  return { title: { text: "distance between the two units" }, tickvals, ticktext, range, zeroline: false };
}

/** The marks of the cases in which the units ended equal, or of those in which they parted. */
function marks(cases: readonly NamedSpread[], axis: SpreadAxis, equal: boolean): Data {
  const chosen = cases.filter(({ spread }) => (spread === 0) === equal);
  return {
    type: "scatter",
    mode: "markers",
    name: equal ? "equal, bit for bit" : "parted",
    x: chosen.map(({ spread }) => rounded(axis.place(spread))),
    y: chosen.map((one) => one.name),
    marker: {
      color: equal ? palette.grey : palette.vermillion,
      symbol: equal ? "square" : "circle",
      size: 13,
    },
    text: chosen.map(({ spread }) => formatNumber(spread)),
    hovertemplate: "%{y}: %{text}<extra></extra>",
  };
}

/**
 * Draws which cases keep two units equal and which set them free: one line per case, its mark at the distance of the units
 * on a logarithmic axis, where exact zero has a place of its own.
 *
 * @param cases - what `followUnits` returned for each case, by its name, drawn from top to bottom
 * @param options - `title`: the sentence above the figure, which otherwise counts the cases that part
 * @returns a dot figure: grey squares are equal units, vermillion circles units that parted
 * @throws RangeError if there is no case or a distance is not a finite number from 0 up
 *
 * @example
 * whoParts({ "constant start": { spreads: [0, 0] }, "random start": { spreads: [0.4, 0.5] } }).title; // "1 of 2 cases set the units free"
 */
export function whoParts(
  cases: Readonly<Record<string, Pick<UnitHistory, "spreads">>>,
  { title }: { title?: string } = {},
): Figure {
  const ends = Object.entries(cases).map(([name, { spreads }]) => ({ name, spread: spreads.at(-1)! }));
  checkSpreads(
    ends.map(({ spread }) => spread),
    "which units part",
  );
  const axis = spreadAxis(ends.map(({ spread }) => spread));
  const apart = ends.filter(({ spread }) => spread !== 0).length;
  const told = ends.map(
    ({ name, spread }) => `${name}: ${spread === 0 ? "exactly 0" : formatNumber(spread)}`,
  );
  return figure({
    title: title ?? `${apart} of ${ends.length} cases set the units free`,
    description: `How far apart two units ended. ${told.join("; ")}.`,
    data: [marks(ends, axis, true), marks(ends, axis, false)],
    layout: {
      xaxis: distanceAxis(axis),
      yaxis: {
        title: { text: "" },
        automargin: true,
        categoryorder: "array",
        categoryarray: ends.map(({ name }) => name).reverse(),
      },
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" },
      margin: { t: 90, r: 30, b: 60, l: 70 },
      height: 170 + 30 * ends.length,
    },
  });
}

/** Steps to draw: all up to a hundred, then ever fewer, evenly spaced on a logarithmic axis. */
function drawnSteps(count: number): number[] {
  const steps = new Set<number>();
  for (let step = 1; step < count; step = Math.max(step + 1, Math.floor(step * 1.05))) steps.add(step);
  if (count > 1) steps.add(count - 1);
  return [...steps];
}

function curve({ name, spreads }: NamedSpreads, index: number, axis: SpreadAxis): Data {
  const steps = drawnSteps(spreads.length);
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: steps,
    y: steps.map((step) => rounded(axis.place(spreads[step]!))),
    text: steps.map((step) => formatNumber(spreads[step]!)),
    line: { ...unitStyles[index % unitStyles.length]!, width: 3 },
    hovertemplate: `${name}: %{text} after %{x} steps<extra></extra>`,
  };
}

/** Whether the units are apart in the end. */
function endsInWords(runs: readonly NamedSpreads[]): string {
  const apart = runs.map(({ spreads }) => spreads.at(-1)!).filter((spread) => spread > 0);
  if (runs.length > 1) return `In ${apart.length} of ${runs.length} runs the two units end apart`;
  return apart.length === 0
    ? "The two units end equal, bit for bit"
    : `The two units end ${formatNumber(apart[0]!)} apart`;
}

/**
 * Draws the distance of two units over the steps of one or more trainings, both axes logarithmic; exact zero has a place
 * of its own at the bottom.
 *
 * @param runs - what `followUnits` returned for each training, by its name
 * @param options - `title`: the sentence above the figure, which otherwise says how many of them end apart
 * @throws RangeError if there is no run or a distance is not a finite number from 0 up
 *
 * @example
 * spreadCurves({ "δ = 0.1": { spreads: [0.1, 0.2, 0.4] } }).data.length; // 1
 */
export function spreadCurves(
  runs: Readonly<Record<string, Pick<UnitHistory, "spreads">>>,
  { title }: { title?: string } = {},
): Figure {
  const named = Object.entries(runs).map(([name, { spreads }]) => ({ name, spreads }));
  const all = named.flatMap(({ spreads }) => spreads);
  checkSpreads(all, "distances over the steps");
  const axis = spreadAxis(all);
  const ends = named.map(
    ({ name, spreads }) => `${name}: from ${formatNumber(spreads[0]!)} to ${formatNumber(spreads.at(-1)!)}`,
  );
  return figure({
    title: title ?? endsInWords(named),
    description: `The distance of two units over the steps, on logarithmic axes. ${ends.join("; ")}.`,
    data: named.map((run, index) => curve(run, index, axis)),
    layout: {
      xaxis: { title: { text: "gradient descent step" }, type: "log", dtick: 1 },
      yaxis: distanceAxis(axis),
      showlegend: true,
    },
  });
}
