import type { JsonObject } from "../json";
import { COLORWAY, DARK_SHADES, nameOf } from "../paint/colours";
import type { Palette } from "./palette";

const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

/**
 * How a figure looks where it says nothing itself, as a plotly template: plotly asks the template only for
 * what the figure leaves open, so a figure's own colours and fonts always win.
 */
export function templateFor(palette: Palette): JsonObject {
  return {
    layout: {
      font: { family: FONT, size: 13, color: palette.text },
      title: {
        // From the figure's edge, not from the axis: what stands beside the axis must not push the title out.
        x: 0,
        xref: "container",
        xanchor: "left",
        pad: { l: 16 },
        font: { size: 17, weight: 600 },
        subtitle: { font: { size: 13, color: palette.mutedText } },
      },
      paper_bgcolor: palette.paper,
      plot_bgcolor: palette.paper,
      colorway: palette.dark
        ? COLORWAY.map((colour) => DARK_SHADES[nameOf(colour) ?? ""] ?? colour)
        : COLORWAY,
      margin: { l: 64, r: 32, t: 64, b: 56 },
      hovermode: "closest",
      hoverlabel: {
        bgcolor: palette.surface,
        bordercolor: palette.border,
        font: { color: palette.text, size: 13 },
        align: "left",
      },
      legend: { bgcolor: palette.paper, borderwidth: 0, itemsizing: "constant" },
      modebar: { bgcolor: palette.paper, color: palette.mutedText, activecolor: palette.text },
      coloraxis: { colorbar: colorbar(palette) },
      xaxis: axis(palette),
      yaxis: axis(palette),
      annotationdefaults: { arrowcolor: palette.mutedText, arrowwidth: 1.5, arrowhead: 2, arrowsize: 0.9 },
      shapedefaults: { line: { color: palette.mutedText, width: 1.5 } },
      ...controls(palette),
    },
    data: Object.fromEntries(
      ["heatmap", "contour", "histogram2d", "histogram2dcontour"].map((type) => [
        type,
        [{ colorbar: colorbar(palette) }],
      ]),
    ),
  };
}

function axis(palette: Palette): JsonObject {
  return {
    automargin: true,
    gridcolor: palette.grid,
    linecolor: palette.axis,
    zerolinecolor: palette.axis,
    zerolinewidth: 1,
    ticks: "outside",
    ticklen: 5,
    tickcolor: palette.axis,
    tickfont: { color: palette.mutedText },
    title: { standoff: 8, font: { size: 13.5 } },
  };
}

function colorbar(palette: Palette): JsonObject {
  return {
    outlinewidth: 0,
    title: { font: { size: 13 } },
    thickness: 14,
    ticks: "outside",
    ticklen: 4,
    tickcolor: palette.axis,
    tickfont: { color: palette.mutedText },
  };
}

function controls(palette: Palette): JsonObject {
  const box = {
    bgcolor: palette.surface,
    bordercolor: palette.border,
    borderwidth: 1,
    font: { color: palette.text },
  };
  return {
    sliderdefaults: {
      ...box,
      activebgcolor: palette.surfaceActive,
      tickcolor: palette.axis,
      ticklen: 4,
      minorticklen: 3,
      // Plotly's own distance puts the slider onto the title of the axis above it.
      pad: { t: 52, b: 8 },
      font: { color: palette.mutedText, size: 12 },
      currentvalue: { font: { color: palette.text, size: 14 } },
    },
    updatemenudefaults: box,
  };
}
