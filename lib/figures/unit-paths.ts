/** The ways that the weights of hidden units with two inputs take in the plane. */
import type { Annotations, Data } from "plotly.js";
import { atan2 } from "../math/elementary";
import { extent } from "../math/extent";
import { rounded } from "../math/format";
import type { RecordedState } from "../network/training";
import { unitStyles } from "./palette";

/** The path of one hidden unit: its two weights at every recorded step. */
interface Path {
  readonly w1: readonly number[];
  readonly w2: readonly number[];
  /** Direction of the weights in degrees, without jumps. */
  readonly direction: readonly number[];
}

export function pathOf(history: readonly RecordedState[], unit: number): Path {
  const rows = history.map(({ network }) => network.layers[0]!.W.row(unit));
  const direction = unwound(rows.map(([w1, w2]) => (atan2(w2!, w1!) * 180) / Math.PI));
  return { w1: rows.map((row) => row[0]!), w2: rows.map((row) => row[1]!), direction };
}

/** Angles without jumps past ±180, counted back from the last, so that units that end up parallel end up together. */
function unwound(angles: readonly number[]): number[] {
  const result: number[] = [];
  for (const angle of [...angles].reverse()) {
    const after = result.at(-1) ?? angle;
    result.push(angle + 360 * Math.round((after - angle) / 360));
  }
  return result.reverse();
}

/** The same direction as an angle from -180 (not included) to 180. */
function wrapped(degrees: number): number {
  return 180 - ((((180 - degrees) % 360) + 360) % 360);
}

/** Marks every 45 degrees, or every 90 where the paths turn far, for angles that may go around more than once. */
export function directionTicks(paths: readonly Path[]): { tickvals: number[]; ticktext: string[] } {
  const [low, high] = extent(paths.flatMap(({ direction }) => direction));
  const step = high - low > 200 ? 90 : 45;
  const tickvals = Array.from({ length: 2160 / step + 1 }, (_, k) => step * k - 1080);
  return { tickvals, ticktext: tickvals.map((degrees) => `${wrapped(degrees)}°`) };
}

function look(unit: number): (typeof unitStyles)[number] {
  return unitStyles[unit % unitStyles.length]!;
}

/** The way that the tip of a unit's arrow has come, and its direction over the steps. */
export function pathTraces(
  { w1, w2, direction }: Path,
  unit: number,
  steps: readonly number[],
  at: (step: number) => number,
): Data[] {
  const common = { type: "scatter", mode: "lines", line: look(unit) } as const;
  const name = `unit ${unit + 1}`;
  return [
    {
      ...common,
      name,
      legendgroup: name,
      x: w1.map((w) => rounded(w)),
      y: w2.map((w) => rounded(w)),
      opacity: 0.6,
      hovertemplate: `${name}: (%{x}, %{y})<extra></extra>`,
    },
    {
      ...common,
      name,
      legendgroup: name,
      showlegend: false,
      x: steps.map(at),
      y: direction.map((degrees) => rounded(degrees)),
      customdata: [...steps],
      text: direction.map((degrees) => `${Math.round(wrapped(degrees))}°`),
      xaxis: "x2",
      yaxis: "y2",
      hovertemplate: `${name} points to %{text} at step %{customdata}<extra></extra>`,
    },
  ];
}

/** The arrow from the origin to a unit's present weights, with its number at the tip. */
export function arrow({ w1, w2 }: Path, unit: number): Partial<Annotations> {
  return {
    x: w1.at(-1)!,
    y: w2.at(-1)!,
    ax: 0,
    ay: 0,
    xref: "x",
    yref: "y",
    axref: "x",
    ayref: "y",
    text: "",
    showarrow: true,
    arrowhead: 2,
    arrowwidth: unit % 2 === 0 ? 4 : 2,
    arrowcolor: look(unit).color,
  };
}

/** The angle between the first two units' weights, from 0 to 180 degrees. */
export function degreesApart([first, second]: readonly Path[]): number {
  const turn = Math.abs(first!.direction.at(-1)! - second!.direction.at(-1)!) % 360;
  return Math.min(turn, 360 - turn);
}
