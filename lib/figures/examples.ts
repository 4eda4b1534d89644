import type { Data, Layout } from "plotly.js";
import { examplesOf, type Examples, type ExamplesLike } from "../data/examples";
import { rounded } from "../math/format";
import { figure, type Figure } from "./figure";
import { classStyles } from "./palette";

/**
 * The examples of a data set with two features as traces: one of circles (class 0), one of diamonds (class 1).
 *
 * @param data - a data set with two features (`X` is 2 × examples, `Y` 1 × examples of 0 and 1)
 * @throws RangeError if the examples have not exactly two features, since a plane has room for two, or labels are not 0 or 1
 */
export function exampleTraces(data: Examples): Data[] {
  if (data.X.rows !== 2) {
    throw new RangeError(
      `Cannot draw ${data.X.shape} examples in a plane: they need 2 features (rows), not ${data.X.rows}`,
    );
  }
  const odd = data.Y.rows === 1 ? data.Y.data.find((y) => y !== 0 && y !== 1) : data.Y.shape;
  if (odd !== undefined) {
    throw new RangeError(
      `Cannot draw examples with labels ${odd}: two classes are one row of labels 0 and 1`,
    );
  }
  return classStyles.map((style, label) => {
    const members = data.Y.row(0).flatMap((y, example) => (y === label ? [example] : []));
    return {
      type: "scatter",
      mode: "markers",
      name: style.name,
      x: members.map((example) => rounded(data.X.get(0, example))),
      y: members.map((example) => rounded(data.X.get(1, example))),
      marker: { color: style.color, symbol: style.symbol, size: 8, line: { color: "white", width: 1 } },
      hovertemplate: `x₁ = %{x}<br>x₂ = %{y}<extra>${style.name}</extra>`,
    };
  });
}

/** The width of a figure of one plane, in pixels: in a wider one its legend and its colour bar would stand far off. */
export const PLANE_WIDTH = 700;

/** The axes of the plane of two features: equal lengths are equal on both, so that circles are round. */
export const planeAxes: Partial<Layout> = {
  xaxis: { title: { text: "x₁" }, constrain: "domain" },
  yaxis: { title: { text: "x₂" }, constrain: "domain", scaleanchor: "x" },
};

/**
 * Draws the examples of a data set in the plane of their two features.
 *
 * @param examples - a data set with two features, or your own `{ X, Y }`
 * @param options - `title`: the sentence above the figure
 * @throws RangeError if the examples have not exactly two features
 *
 * @example
 * scatter(xor()).data.length; // 2
 */
export function scatter(
  examples: ExamplesLike & { readonly name?: string },
  {
    title = `The data set "${examples.name ?? "your own"}": two features, two classes`,
  }: { title?: string } = {},
): Figure {
  const data = examplesOf(examples);
  const ones = data.Y.sum();
  return figure({
    title,
    description: `A scatter plot of ${data.X.cols} examples over x₁ and x₂: ${data.X.cols - ones} of class 0 (circles) and ${ones} of class 1 (diamonds).`,
    data: exampleTraces(data),
    layout: { ...planeAxes, width: PLANE_WIDTH },
  });
}
