import type { Data } from "plotly.js";
import { quantile } from "../math/statistics";
import type { ScaleResult } from "../theory/signal/scale-sweep";
import { formatNumber, rounded } from "../math/format";
import { finiteExtent, logRangeOver } from "./axis-range";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";
import { logTicks } from "./spread-axis";

/** The band between the quartiles of the runs, those that never learned counted as the most steps that were tried. */
function band(results: readonly ScaleResult[], most: number): Data[] {
  return [0.25, 0.75].map((q, upper) => ({
    type: "scatter",
    mode: "lines",
    name: "middle half of the runs",
    legendgroup: "band",
    showlegend: upper === 1,
    x: results.map(({ scale }) => scale),
    y: results.map(({ steps }) => rounded(Math.min(most, quantile(steps, q)))),
    line: { color: "rgba(86, 180, 233, 0.5)", width: 1 },
    ...(upper === 1 && { fill: "tonexty", fillcolor: "rgba(86, 180, 233, 0.3)" }),
    hoverinfo: "skip",
  }));
}

function medians(results: readonly ScaleResult[]): Data {
  return {
    type: "scatter",
    mode: "lines+markers",
    name: "median",
    x: results.map(({ scale }) => scale),
    y: results.map(({ median }) => (Number.isFinite(median) ? median : null)),
    line: { color: palette.blue, width: 3 },
    marker: { symbol: "square", size: 9 },
    hovertemplate: "scale %{x}: median %{y} steps<extra></extra>",
  };
}

/** Every run as a point: a circle at its steps, a cross at the most steps if it never learned. */
function runs(results: readonly ScaleResult[], most: number): Data[] {
  const points = results.flatMap(({ scale, steps }) => steps.map((count) => ({ scale, count })));
  return [true, false].map((learned) => {
    const members = points.filter(({ count }) => Number.isFinite(count) === learned);
    return {
      type: "scatter",
      mode: "markers",
      name: learned ? "one run" : `a run that had not learned after ${most} steps`,
      x: members.map(({ scale }) => scale),
      y: members.map(({ count }) => (learned ? count : most)),
      marker: learned
        ? { color: palette.orange, symbol: "circle", size: 6 }
        : { color: palette.vermillion, symbol: "x", size: 9 },
      hovertemplate: learned
        ? "scale %{x}: %{y} steps<extra></extra>"
        : "scale %{x}: not learned<extra></extra>",
    };
  });
}

function sharesLearned(results: readonly ScaleResult[]): Data {
  return {
    type: "scatter",
    mode: "text+lines+markers",
    x: results.map(({ scale }) => scale),
    y: results.map(({ learned }) => 100 * learned),
    text: results.map(({ learned, steps }) => `${Math.round(learned * steps.length)}/${steps.length}`),
    textposition: "top center",
    line: { color: palette.green, dash: "dot", width: 2 },
    marker: { symbol: "diamond", size: 9 },
    showlegend: false,
    yaxis: "y2",
    hovertemplate: "scale %{x}: %{text} learned<extra></extra>",
  };
}

/**
 * Draws how the scale of initial weights decides over learning: below, the share of runs that learned; above, the steps
 * that they took, each run as a point, their median as a line and the middle half of them as a band.
 *
 * @param results - from `sweepScales`, scales in ascending order, all above 0
 * @param options - `most`: the steps after which a run was given up; `title`: the sentence above the figure, which
 *   otherwise names the scale that learned fastest
 * @returns a figure of two panels over one logarithmic axis of scales
 * @throws RangeError if there are no results, or one of the scales is not above 0
 *
 * @example
 * const results = [{ scale: 0.1, steps: [80, 90], learned: 1, median: 85 }, { scale: 1, steps: [9, 9], learned: 1, median: 9 }];
 * sweepCurve(results, { most: 100 }).title; // "Learns fastest from scale 1: 9 steps (median of 2 runs)"
 */
export function sweepCurve(
  results: readonly ScaleResult[],
  { most, title }: { most: number; title?: string },
): Figure {
  const odd = results.find(({ scale }) => !(scale > 0));
  if (odd) throw new RangeError(`Cannot draw scale ${odd.scale} on a logarithmic axis: it must be above 0`);
  if (results.length === 0) throw new RangeError("Cannot draw a sweep of no scales: give at least one");
  const best = results.reduce((a, b) => (b.median < a.median ? b : a));
  const finding = Number.isFinite(best.median)
    ? `Learns fastest from scale ${formatNumber(best.scale)}: ${formatNumber(best.median)} steps (median of ${best.steps.length} runs)`
    : `From no scale did half of the runs learn within ${most} steps`;
  const counts = results.flatMap(({ steps }) => steps.map((count) => Math.max(1, Math.min(most, count))));
  const words = results.map(
    ({ scale, learned, median }) =>
      `scale ${formatNumber(scale)}: ${formatNumber(100 * learned)} % learned, median ${Number.isFinite(median) ? formatNumber(median) : "not reached"}`,
  );
  return figure({
    title: title ?? finding,
    description: `${finding}. Steps to learn, and share of runs that learn, by the scale of the initial weights: ${words.join("; ")}.`,
    data: [...band(results, most), medians(results), ...runs(results, most), sharesLearned(results)],
    layout: {
      xaxis: {
        title: { text: "scale of the initial weights" },
        type: "log",
        range: logRangeOver(results.map(({ scale }) => scale)),
        tickvals: results.map(({ scale }) => scale),
        anchor: "y2",
      },
      yaxis: {
        title: { text: "steps to learn" },
        type: "log",
        range: logRangeOver(counts),
        ...logTicks(...finiteExtent(counts)),
        domain: [0.4, 1],
      },
      yaxis2: { title: { text: "learned (%)" }, range: [-8, 135], tickvals: [0, 50, 100], domain: [0, 0.3] },
      height: 560,
      legend: { orientation: "h", y: -0.16, x: 0 },
    },
  });
}
