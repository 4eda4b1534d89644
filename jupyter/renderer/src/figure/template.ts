import type { JsonObject } from "../json";
import type { Shades } from "../paint/colours";
import { SIZE } from "../paint/words";
import type { Palette } from "./palette";
import { colorway } from "./shades";

const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

/**
 * How a figure looks where it says nothing itself, as a plotly template: plotly asks the template only for
 * what the figure leaves open, so a figure's own colours and fonts always win.
 */
export function templateFor(palette: Palette): JsonObject {
  const { shades, ground } = palette;
  return {
    layout: {
      font: { family: FONT, size: SIZE, color: shades.text },
      title: {
        // From the figure's edge, not from the axis: what stands beside the axis must not push the title out.
        x: 0,
        xref: "container",
        xanchor: "left",
        pad: { l: 16 },
        font: { size: 16, weight: 600 },
        subtitle: { font: { size: SIZE, color: shades.muted } },
      },
      paper_bgcolor: ground,
      plot_bgcolor: ground,
      colorway: colorway((name) => shades[name]),
      margin: { l: 64, r: 32, t: 64, b: 56 },
      hovermode: "closest",
      hoverlabel: {
        bgcolor: palette.surface,
        bordercolor: palette.border,
        font: { color: shades.text, size: SIZE },
        align: "left",
      },
      legend: { bgcolor: ground, borderwidth: 0 },
      modebar: { bgcolor: ground, color: shades.muted, activecolor: shades.text },
      coloraxis: { colorbar: colorbar(shades) },
      xaxis: axis(shades),
      yaxis: axis(shades),
      annotationdefaults: { arrowcolor: shades.muted, arrowwidth: 1.5, arrowhead: 2, arrowsize: 0.9 },
      shapedefaults: { line: { color: shades.muted, width: 1.5 } },
      ...controls(palette),
    },
    data: Object.fromEntries(
      ["heatmap", "contour", "histogram2d", "histogram2dcontour"].map((type) => [
        type,
        [{ colorbar: colorbar(shades) }],
      ]),
    ),
  };
}

function axis({ grid, axis, muted }: Shades): JsonObject {
  return {
    automargin: true,
    gridcolor: grid,
    linecolor: axis,
    showline: true,
    zeroline: false,
    ticks: "",
    ticklabelstandoff: 4,
    tickfont: { color: muted, size: SIZE },
    title: { standoff: 8, font: { size: SIZE } },
  };
}

function colorbar({ muted }: Shades): JsonObject {
  return {
    outlinewidth: 0,
    title: { font: { size: SIZE } },
    thickness: 12,
    // Not to be seen: they hold the labels off.
    ticks: "outside",
    ticklen: 4,
    tickcolor: "rgba(0, 0, 0, 0)",
    tickfont: { color: muted },
  };
}

function controls(palette: Palette): JsonObject {
  const { text, muted, axis } = palette.shades;
  const box = {
    bgcolor: palette.surface,
    bordercolor: palette.border,
    borderwidth: 1,
    font: { color: text },
  };
  return {
    sliderdefaults: {
      ...box,
      activebgcolor: palette.surfaceActive,
      tickcolor: axis,
      ticklen: 4,
      minorticklen: 3,
      // Plotly's own distance puts the slider onto the title of the axis above it.
      pad: { t: 52, b: 8 },
      font: { color: muted, size: 12 },
      currentvalue: { font: { color: text, size: 14 } },
    },
    updatemenudefaults: box,
  };
}
