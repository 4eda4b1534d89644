import type { Annotations, Data, Layout } from "plotly.js";
import type { Examples } from "../data/examples";
import { extent } from "../math/extent";
import { formatNumber } from "../math/format";
import { Matrix } from "../math/matrix";
import { forward } from "../network/forward";
import type { Network } from "../network/network";
import { finiteExtent, finiteOrGap, roundedUp } from "./axis-range";
import { MAP_OPACITY, probabilityScale } from "./palette";

/** Points along each side of a map: a unit is smooth, and a film has many pictures. */
const RESOLUTION = 21;

/** Units that have room side by side. */
const MOST = 4;

/** Where the maps stand in a figure: shares of its width and height, and the number of their first axes. */
interface Place {
  readonly x: readonly [left: number, right: number];
  readonly y: readonly [bottom: number, top: number];
  readonly firstAxis: number;
}

interface Maps {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  readonly annotations: Partial<Annotations>[];
}

/**
 * What each unit of the first layer answers everywhere in the plane, one small map per unit: equal units look equal, and a
 * unit that has found work of its own looks like no other. A panel for other figures.
 *
 * @param network - one with two inputs; of more than four units the first four are shown
 */
export function responseMaps(network: Network, data: Examples, { x, y, firstAxis }: Place): Maps {
  const across = [data.X.row(0), data.X.row(1)].map((values) => {
    const [low, high] = extent(values);
    const margin = 0.1 * (high - low || 1);
    const step = (high - low + 2 * margin) / (RESOLUTION - 1);
    return Array.from({ length: RESOLUTION }, (_, i) => low - margin + i * step);
  }) as [number[], number[]];
  const points = Matrix.generate(2, RESOLUTION * RESOLUTION, (feature, point) =>
    feature === 0 ? across[0][point % RESOLUTION]! : across[1][Math.floor(point / RESOLUTION)]!,
  );
  const { A } = forward(network, points)[0]!;
  const reach = roundedUp(finiteExtent([1, ...A.data.map(Math.abs)])[1]);
  const units = Math.min(A.rows, MOST);
  const gap = 0.03;
  const width = (x[1] - x[0] - gap * (units - 1)) / units;
  const axes = Array.from({ length: units }, (_, unit) => {
    const left = x[0] + unit * (width + gap);
    const bare = { visible: false } as const;
    return {
      [`xaxis${firstAxis + unit}`]: {
        ...bare,
        domain: [left, left + width],
        anchor: `y${firstAxis + unit}`,
      },
      [`yaxis${firstAxis + unit}`]: {
        ...bare,
        domain: [...y],
        anchor: `x${firstAxis + unit}`,
        scaleanchor: `x${firstAxis + unit}`,
        constrain: "domain",
        constraintoward: "top",
      },
    };
  });
  return {
    data: Array.from({ length: units }, (_, unit): Data => ({
      type: "heatmap",
      x0: across[0][0]!,
      dx: across[0][1]! - across[0][0]!,
      y0: across[1][0]!,
      dy: across[1][1]! - across[1][0]!,
      z: across[1].map((_, row) =>
        across[0].map((_, column) => finiteOrGap(A.get(unit, row * RESOLUTION + column), 2)),
      ),
      zmin: -reach,
      zmax: reach,
      zsmooth: "fast",
      opacity: MAP_OPACITY,
      colorscale: probabilityScale,
      showscale: false,
      xaxis: `x${firstAxis + unit}`,
      yaxis: `y${firstAxis + unit}`,
      hovertemplate: `a<sub>${unit + 1}</sub> = %{z}<extra></extra>`,
    })),
    layout: Object.assign({}, ...axes) as Partial<Layout>,
    annotations: Array.from({ length: units }, (_, unit) => ({
      text: `unit ${unit + 1}${units > 2 ? "<br>" : ": "}${answersOf(A.row(unit), units > 3 ? 1 : 2)}`,
      x: 0.5,
      y: 1.02,
      xref: `x${firstAxis + unit} domain` as "x2 domain",
      yref: `y${firstAxis + unit} domain` as "y2 domain",
      xanchor: "center",
      yanchor: "bottom",
      showarrow: false,
      ...(units > 2 && { font: { size: 10 } }),
    })),
  };
}

/** From where to where the answers of a unit go, in so many digits: a map has no room for a scale. */
function answersOf(values: readonly number[], digits: number): string {
  const [low, high] = finiteExtent(values).map((value) => formatNumber(value, digits)) as [string, string];
  return low === high ? `${low} everywhere` : `${low} to ${high}`;
}
