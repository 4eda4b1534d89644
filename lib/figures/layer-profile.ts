import { log10 } from "../math/elementary";
import { extent } from "../math/extent";
import { figure, label, rounded, type Figure } from "./figure";
import { palette } from "./palette";

/** Looks that differ in colour, dash and symbol. */
const looks = [
  { color: palette.blue, dash: "solid", symbol: "circle" },
  { color: palette.vermillion, dash: "dash", symbol: "diamond" },
  { color: palette.green, dash: "dot", symbol: "square" },
  { color: palette.purple, dash: "dashdot", symbol: "triangle-up" },
  { color: palette.orange, dash: "longdash", symbol: "cross" },
] as const;

/**
 * Draws a quantity layer by layer on a logarithmic axis, one line a network: a straight line is growth or decay by the same
 * factor from each layer to the next.
 *
 * @param profiles - the values of one or more networks by name, one positive number per layer from the first; 0 and what
 *   is not finite is left out of the drawing
 * @param options - `quantity`: what the values are, for the axis; `title`: the sentence above the figure
 * @returns a line figure: x is the layer, counted from 1, y the quantity
 * @throws RangeError if there is no profile, or one has no value
 *
 * @example
 * layerProfile({ halving: [1, 0.5, 0.25] }, { quantity: "size", title: "Each layer halves it" }).data.length; // 1
 */
export function layerProfile(
  profiles: Readonly<Record<string, readonly number[]>>,
  { quantity, title }: { quantity: string; title: string },
): Figure {
  const entries = Object.entries(profiles).map(([name, values]) => ({ name, values }));
  const empty = entries.find(({ values }) => values.length === 0);
  if (entries.length === 0 || empty) {
    throw new RangeError(
      `Cannot draw ${quantity} by layer: ${empty ? `"${empty.name}"` : "it"} has no values`,
    );
  }
  const words = entries.map(
    ({ name, values }) =>
      `${name}: from ${label(values[0]!)} in layer 1 to ${label(values.at(-1)!)} in layer ${values.length}`,
  );
  const drawn = entries.flatMap(({ values }) =>
    values.filter((value) => value > 0 && Number.isFinite(value)),
  );
  const [smallest, largest] = extent(drawn);
  const decades = log10(largest / smallest);
  const deepest = entries.reduce((most, { values }) => Math.max(most, values.length), 0);
  return figure({
    title,
    description: `${quantity} by layer. ${words.join("; ")}.`,
    data: entries.map(({ name, values }, index) => {
      const { symbol, ...line } = looks[index % looks.length]!;
      return {
        type: "scatter",
        mode: "lines+markers",
        name,
        x: values.map((_, layer) => layer + 1),
        y: values.map((value) => (value > 0 && Number.isFinite(value) ? rounded(value) : null)),
        line: { ...line, width: 2.5 },
        marker: { symbol, size: 9, color: line.color },
        hovertemplate: `${name}, layer %{x}: %{y}<extra></extra>`,
      };
    }),
    layout: {
      xaxis: { title: { text: "layer" }, range: [0.5, deepest + 0.5], dtick: Math.ceil(deepest / 20) },
      yaxis: { title: { text: quantity }, type: "log", exponentformat: "power", dtick: decades > 6 ? 2 : 1 },
      showlegend: entries.length > 1,
    },
  });
}
