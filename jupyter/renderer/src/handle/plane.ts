/** Where a figure that is in the page shows the values of a pair of its axes: of a painted figure, or of one that plotly has drawn. */
import type { Place } from "./state";

/** Told on a figure's element whenever it has been drawn anew, or its axes have moved. */
export const DRAWN = "bs-drawn";

/** The elements that hold a figure. */
export const FIGURES = ".bs-figure, .drawn";

export interface Plane {
  /** The box between the axes, in pixels from the top left corner of the figure's element. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Pixels within the box. */
  toPixels(place: Place): Place;
  /** The values at a place of the window, in its pixels. */
  toValues(clientX: number, clientY: number): Place;
}

/** An axis as plotly has drawn it (its inner names; a test of the pinned version guards them). */
interface DrawnAxis {
  readonly _offset: number;
  readonly _length: number;
  readonly range: readonly [number, number];
  readonly type: string;
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly isLog: boolean;
}

/** @param figure - the element that holds the figure @param axes - such as ["x", "y"] @returns undefined if it has no such axes */
export function planeIn(figure: Element, axes: readonly [string, string]): Plane | undefined {
  const { left, top } = figure.getBoundingClientRect();
  const found = painted(figure, axes) ?? plotted(figure, axes);
  if (!found) return undefined;
  const { box, x, y } = found;
  return {
    box: { left: box.x - left, top: box.y - top, width: box.width, height: box.height },
    toPixels: ([across, up]) => [shareOf(across, x) * box.width, (1 - shareOf(up, y)) * box.height],
    toValues: (clientX, clientY) => {
      // The page may have been scrolled since.
      const now = figure.getBoundingClientRect();
      const [right, down] = [clientX - now.x - (box.x - left), clientY - now.y - (box.y - top)];
      return [valueAt(right / box.width, x), valueAt(1 - down / box.height, y)];
    },
  };
}

interface Found {
  readonly box: DOMRect;
  readonly x: Axis;
  readonly y: Axis;
}

/** A painted figure says itself where its planes are. */
function painted(figure: Element, axes: readonly string[]): Found | undefined {
  for (const plane of figure.querySelectorAll<SVGElement>(`rect.plane[data-axes="${axes.join(" ")}"]`)) {
    const box = plane.getBoundingClientRect();
    const { x = "", y = "", xType, yType } = plane.dataset;
    const [across, up] = [axisOf(x.split(" ").map(Number), xType), axisOf(y.split(" ").map(Number), yType)];
    // Of a still for wide pages and one for narrow ones, one is shown.
    if (box.width > 0 && across && up) return { box, x: across, y: up };
  }
  return undefined;
}

function plotted(figure: Element, [x, y]: readonly [string, string]): Found | undefined {
  const plot = figure.querySelector<HTMLElement>(".js-plotly-plot");
  const layout = (plot as { _fullLayout?: Readonly<Record<string, DrawnAxis>> } | null)?._fullLayout;
  const [across, up] = [layout?.[`xaxis${x.slice(1)}`], layout?.[`yaxis${y.slice(1)}`]];
  const [xAxis, yAxis] = [across, up].map((axis) => axis && axisOf(axis.range, axis.type));
  if (!plot || !across || !up || !xAxis || !yAxis) return undefined;
  const { left, top, width } = plot.getBoundingClientRect();
  if (width === 0) return undefined;
  // The page may show it larger or smaller than it is drawn.
  const scale = width / plot.offsetWidth;
  const [x0, y0] = [left + scale * across._offset, top + scale * up._offset];
  return {
    box: new DOMRect(x0, y0, scale * across._length, scale * up._length),
    x: xAxis,
    y: yAxis,
  };
}

function axisOf([from, to]: readonly number[], type: string | undefined): Axis | undefined {
  if (from === undefined || to === undefined || !Number.isFinite(to - from) || from === to) return undefined;
  return { from, to, isLog: type === "log" };
}

function shareOf(value: number, { from, to, isLog }: Axis): number {
  return ((isLog ? Math.log10(value) : value) - from) / (to - from);
}

function valueAt(share: number, { from, to, isLog }: Axis): number {
  const place = from + share * (to - from);
  return isLog ? 10 ** place : place;
}
