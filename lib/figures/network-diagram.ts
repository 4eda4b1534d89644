import type { Annotations, Data } from "plotly.js";
import { extent } from "../math/extent";
import type { Matrix } from "../math/matrix";
import type { Network } from "../network/network";
import { formatNumber } from "../math/format";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";

/** Layers wider than this are too crowded to write every weight on its edge. */
const WIDEST_LABELLED = 4;

/** Layers wider than this would make a figure many screens high, with more edges than an eye can tell apart. */
const WIDEST_DRAWN = 32;

/** A unit's place in the drawing: layers from left to right, units from top to bottom, centred. */
interface Place {
  readonly x: number;
  readonly y: number;
}

function places(sizes: readonly number[]): Place[][] {
  return sizes.map((size, x) => Array.from({ length: size }, (_, unit) => ({ x, y: (size - 1) / 2 - unit })));
}

/** `x₁`, `a₂`, … as plotly markup. */
function subscript(letter: string, index: number): string {
  return `${letter}<sub>${index + 1}</sub>`;
}

function unitNames(sizes: readonly number[], layer: number): string[] {
  const letter = layer === 0 ? "x" : layer === sizes.length - 1 ? "ŷ" : "a";
  const size = sizes[layer]!;
  return Array.from({ length: size }, (_, unit) =>
    letter === "ŷ" && size === 1 ? letter : subscript(letter, unit),
  );
}

/** An edge as wide as its weight is large: solid blue above zero, dashed vermillion below, a grey hair at zero. */
function edge(from: Place, to: Place, weight: number, largest: number): Data {
  const line =
    weight === 0
      ? { color: palette.grey, dash: "dot" as const, width: 1 }
      : {
          color: weight > 0 ? palette.blue : palette.vermillion,
          dash: weight > 0 ? ("solid" as const) : ("dash" as const),
          width: 1.5 + (6 * Math.abs(weight)) / largest,
        };
  return {
    type: "scatter",
    mode: "lines",
    x: [from.x, to.x],
    y: [from.y, to.y],
    line,
    hoverinfo: "skip",
    showlegend: false,
  };
}

/** The weight beside its edge, a good third of the way from the unit that it leads to, where edges lie apart. */
function weightLabel(from: Place, to: Place, weight: number): Partial<Annotations> {
  const along = 0.64;
  return {
    x: from.x + along * (to.x - from.x),
    y: from.y + along * (to.y - from.y),
    text: formatNumber(weight),
    showarrow: false,
    bgcolor: "white",
    bordercolor: weight === 0 ? palette.grey : weight > 0 ? palette.blue : palette.vermillion,
    borderpad: 2,
    font: { size: 12, color: "#222222" },
  };
}

/** The units of one layer as discs with their names, and their biases to be read by hovering. */
function units(row: readonly Place[], names: readonly string[], biases: Matrix | undefined): Data {
  return {
    type: "scatter",
    mode: "text+markers",
    x: row.map(({ x }) => x),
    y: row.map(({ y }) => y),
    text: [...names],
    textfont: { size: 15, color: "#222222" },
    marker: { size: 42, color: "white", line: { color: "#333333", width: 1.5 } },
    hovertext: names.map((name, unit) =>
      biases ? `${name}: bias ${formatNumber(biases.get(unit, 0))}` : `${name}: an input`,
    ),
    hoverinfo: "text",
    showlegend: false,
  };
}

function sizesOf(network: Network): number[] {
  return network.layers.flatMap(({ W }, layer) => (layer === 0 ? [W.cols, W.rows] : [W.rows]));
}

function checkWidth(sizes: readonly number[], widest: number): void {
  if (widest <= WIDEST_DRAWN) return;
  throw new RangeError(
    `Cannot draw a ${sizes.join("-")} network as units and edges: ` +
      `at most ${WIDEST_DRAWN} inputs or units a layer can be told apart, not ${widest}`,
  );
}

/** The weights in words, for a reader who cannot see the drawing. */
function inWords(network: Network): string {
  return network.layers
    .map(({ W }, layer) => `layer ${layer + 1} has the weights ${JSON.stringify(W.toArray())}`)
    .join("; ");
}

/**
 * Draws a network as units and edges, each edge as wide as its weight is large and marked with its value.
 *
 * @param network - the network to draw, of at most 32 inputs or units a layer; if a layer has more than four, no numbers
 *   are written on the edges
 * @param options - `title`: the sentence above the figure, which otherwise says the layers' sizes and the range of the weights
 * @returns a drawing: inputs on the left, output on the right; solid blue edges are positive weights, dashed
 *   vermillion ones negative, dotted grey ones exactly zero
 * @throws RangeError if a layer is too wide to be drawn
 *
 * @example
 * const network = createNetwork({ sizes: [2, 2, 1], hidden: tanh, weights: zeros, random: seeded(1) });
 * networkDiagram(network).title; // "A 2-2-1 network, all weights 0"
 */
export function networkDiagram(network: Network, options: { title?: string } = {}): Figure {
  const sizes = sizesOf(network);
  const [low, high] = extent(network.layers.flatMap(({ W }) => [...W.data]));
  const range =
    low === high
      ? `all weights ${formatNumber(low)}`
      : `weights from ${formatNumber(low)} to ${formatNumber(high)}`;
  const { title = `A ${sizes.join("-")} network, ${range}` } = options;
  const rows = places(sizes);
  const [, widest] = extent(sizes);
  checkWidth(sizes, widest);
  const [, largest] = extent([
    Number.MIN_VALUE,
    ...network.layers.flatMap(({ W }) => Array.from(W.data, Math.abs)),
  ]);
  const edges: Data[] = [];
  const annotations: Partial<Annotations>[] = [];
  network.layers.forEach(({ W }, layer) => {
    rows[layer + 1]!.forEach((to, unit) => {
      rows[layer]!.forEach((from, input) => {
        const weight = W.get(unit, input);
        edges.push(edge(from, to, weight, largest));
        if (widest <= WIDEST_LABELLED) annotations.push(weightLabel(from, to, weight));
      });
    });
  });
  const discs = rows.map((row, layer) => units(row, unitNames(sizes, layer), network.layers[layer - 1]?.b));
  const hidden = { visible: false, fixedrange: true };
  return figure({
    title,
    description: `A drawing of a ${sizes.join("-")} network: ${inWords(network)}.`,
    data: [...edges, ...discs],
    layout: {
      annotations,
      xaxis: { ...hidden, range: [-0.3, sizes.length - 0.7] },
      yaxis: { ...hidden, range: [-widest / 2 - 0.1, widest / 2 + 0.1] },
      height: 120 + 95 * widest,
      margin: { t: 60, r: 20, b: 20, l: 20 },
    },
  });
}
