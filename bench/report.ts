import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine";
import type { Measurement, Workload } from "./measure";

export interface Result extends Pick<Workload, "name" | "title" | "flops" | "numbers"> {
  readonly measurements: readonly Measurement[];
}

function time(seconds: number): string {
  const [factor, unit] =
    seconds >= 1 ? [1, "s"] : seconds >= 1e-3 ? [1e3, "ms"] : seconds >= 1e-6 ? [1e6, "µs"] : [1e9, "ns"];
  return `${(seconds * factor).toPrecision(3)} ${unit}`;
}

function rate({ flops, numbers }: Result, seconds: number): string {
  if (flops !== undefined) return `${(flops / seconds / 1e9).toPrecision(3)} GFLOP/s`;
  return numbers === undefined ? "" : `${((seconds / numbers) * 1e9).toPrecision(3)} ns each`;
}

/** The rows of one workload's table. */
export function table(result: Result): string {
  const rows = result.measurements.map(({ contender, seconds, ratio }) => {
    const [low, middle, high] = ratio?.quartiles.map((value) => value.toPrecision(3)) ?? [];
    const compared = ratio
      ? `${middle!} (${low!}–${high!})${ratio.against === "ours" ? "" : ` of ${ratio.against}`}`
      : "";
    return `| ${contender} | ${time(seconds)} | ${rate(result, seconds)} | ${compared} |`;
  });
  const head = "| | one run | rate | time / ours (quartiles) |\n| --- | --- | --- | --- |";
  return `### ${result.title}\n\n${head}\n${rows.join("\n")}\n`;
}

/** One point a workload and peer: how many times as long as ours it takes. */
export function chart(results: readonly Result[], machine: Machine): { data: object[]; layout: object } {
  const peers = new Set(
    results.flatMap(({ measurements }) =>
      measurements.filter(({ ratio }) => ratio).map(({ contender }) => contender),
    ),
  );
  const symbols = ["circle", "square", "diamond", "cross", "x", "triangle-up", "star", "pentagon", "hexagon"];
  const data = [...peers].map((peer, index) => {
    const points = results.flatMap(({ name, measurements }) => {
      const found = measurements.find(({ contender }) => contender === peer);
      return found?.ratio ? [{ name, quartiles: found.ratio.quartiles }] : [];
    });
    return {
      type: "scatter",
      mode: "markers",
      name: peer,
      x: points.map(({ quartiles }) => quartiles[1]),
      y: points.map(({ name }) => name),
      error_x: {
        type: "data",
        symmetric: false,
        array: points.map(({ quartiles }) => quartiles[2] - quartiles[1]),
        arrayminus: points.map(({ quartiles }) => quartiles[1] - quartiles[0]),
      },
      marker: { symbol: symbols[index % symbols.length], size: 10 },
      hovertemplate: `${peer}, %{y}: %{x:.3g} times our time<extra></extra>`,
    };
  });
  const layout = {
    title: { text: `Time of each peer divided by ours; ${machine.processor}, ${machine.date}` },
    xaxis: { type: "log", title: { text: "times as long as ours (right of 1: ours is faster)" } },
    yaxis: { automargin: true, autorange: "reversed", categoryarray: results.map(({ name }) => name) },
    shapes: [{ type: "line", x0: 1, x1: 1, y0: 0, y1: 1, yref: "paper", line: { dash: "dot" } }],
    height: 120 + 40 * results.length,
  };
  return { data, layout };
}

/** Writes results.json, results.md and chart.html, which shows the chart by the plotly that the kit has anyway. */
export function writeReport(folder: string, results: readonly Result[], machine: Machine): void {
  const facts = Object.entries(machine).map(
    ([name, value]) => `- ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const figure = chart(results, machine);
  const text = `# Measured\n\n${facts.join("\n")}\n\n${results.map(table).join("\n")}`;
  writeFileSync(join(folder, "results.md"), text);
  writeFileSync(join(folder, "results.json"), `${JSON.stringify({ machine, results, figure }, null, 1)}\n`);
  const page = `<!doctype html>
<meta charset="utf-8" />
<title>Benchmark</title>
<div id="chart"></div>
<script src="../../node_modules/plotly.js/dist/plotly-cartesian.min.js"></script>
<script>
  const { data, layout } = ${JSON.stringify(figure).replaceAll("<", "\\u003c")};
  Plotly.newPlot("chart", data, layout);
</script>
`;
  writeFileSync(join(folder, "chart.html"), page);
}
