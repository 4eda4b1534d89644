import type { LayoutAxis } from "plotly.js";
import type { FigureLayout } from "./plotly";

/**
 * What a figure's axes show, as a text. While it stays, plotly keeps the reader's zoom as a figure is drawn anew; a figure
 * of other quantities, or over another range, is seen from the start.
 */
export function revisionOf(layout: FigureLayout): string {
  const axes = Object.entries(layout).filter(([key]) => /^[xy]axis\d*$/.test(key));
  return JSON.stringify(
    axes.map(([key, axis]) => {
      const { title, type, range, categoryarray } = axis as Partial<LayoutAxis>;
      return [key, typeof title === "object" ? title.text : title, type, range, categoryarray];
    }),
  );
}
