/** Heat maps, and maps with contour lines. */
import { cellsOf } from "./axes";
import { colourRange } from "./color-bar";
import { named, shadesOf, SHADES } from "./colours";
import type { Place } from "./marks";
import type { Heat, Trace } from "./paintable";
import { type Deflate, pictureUri } from "./png";
import { px } from "./words";

/** In the panel's own box: what a map has beyond its axes is not seen. */
export function mapMarks(map: Trace & Heat, place: Place, deflate: Deflate | undefined): string {
  const opacity = map.opacity === undefined ? "" : ` opacity="${map.opacity}"`;
  const picture = pictureOf(map, place, deflate);
  if (map.type === "heatmap") return `<g${opacity}>${picture}</g>`;
  const lines = levelLines(map, place);
  return `<g${opacity}>${picture}<path d="${lines}" fill="none" stroke="${named("text")}" stroke-opacity=".35" stroke-width=".7"/></g>`;
}

function pictureOf(map: Heat, place: Place, deflate: Deflate | undefined): string {
  const { z } = map;
  const [low, high] = colourRange(map);
  const scale = (SHADES - 1) / (high - low);
  const [width, height] = [z[0]?.length ?? 0, z.length];
  const pixels = new Uint8ClampedArray(width * height);
  z.forEach((row, j) => {
    const start = (height - 1 - j) * width;
    for (let i = 0; i < width; i++) pixels[start + i] = ((row[i] ?? low) - low) * scale;
  });
  const palette = shadesOf(map.colorscale);
  const uri = pictureUri({ width, height, palette, pixels: new Uint8Array(pixels.buffer) }, deflate);
  const [x, y] = [cellsOf(map, "x"), cellsOf(map, "y")];
  const [left, right] = [place.x(x.first - x.step / 2), place.x(x.first + (x.count - 0.5) * x.step)];
  const [bottom, top] = [place.y(y.first - y.step / 2), place.y(y.first + (y.count - 0.5) * y.step)];
  const isSmooth = map.type === "contour" || (map.zsmooth !== undefined && map.zsmooth !== false);
  const style = isSmooth ? "" : ' style="image-rendering:pixelated"';
  return `<image class="map" href="${uri}" x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}" preserveAspectRatio="none"${style}/>`;
}

/** Levels at round values, at most about as many as the figure asks for. */
function levelsOf(map: Heat): number[] {
  const [low, high] = colourRange(map);
  const least = (high - low) / (map.ncontours ?? 15);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= least)!;
  const first = Math.floor(low / step) + 1;
  return Array.from({ length: Math.max(0, Math.ceil(high / step) - first) }, (_, i) => (first + i) * step);
}

/** The lines on which a map has each of its levels: a piece through each cell that one crosses. */
function levelLines(map: Heat, place: Place): string {
  const levels = levelsOf(map);
  const [x, y] = [cellsOf(map, "x"), cellsOf(map, "y")];
  const [xs, ys] = [
    Array.from({ length: x.count }, (_, i) => place.x(x.first + i * x.step)),
    Array.from({ length: y.count }, (_, j) => place.y(y.first + j * y.step)),
  ];
  let d = "";
  for (let j = 0; j + 1 < y.count; j++)
    for (let i = 0; i + 1 < x.count; i++) {
      const corners = [map.z[j]![i], map.z[j]![i + 1], map.z[j + 1]![i + 1], map.z[j + 1]![i]];
      if (!corners.every((corner) => typeof corner === "number")) continue;
      const [low, high] = [Math.min(...corners), Math.max(...corners)];
      for (const level of levels)
        if (low < level && level <= high)
          d += pieces(corners, level, [xs[i]!, xs[i + 1]!], [ys[j]!, ys[j + 1]!]);
    }
  return d;
}

/** The pieces of a level's line through one cell, from an edge that it crosses to the next. */
function pieces(corners: readonly number[], level: number, [left, right]: Span, [bottom, top]: Span): string {
  const places: readonly Span[] = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  let d = "";
  let isOpen = false;
  for (let k = 0; k < 4; k++) {
    const [from, to] = [corners[k]!, corners[(k + 1) % 4]!];
    if (from < level === to < level) continue;
    const t = (level - from) / (to - from);
    const [[ax, ay], [bx, by]] = [places[k]!, places[(k + 1) % 4]!];
    d += `${isOpen ? "L" : "M"}${px(ax + (bx - ax) * t)} ${px(ay + (by - ay) * t)}`;
    isOpen = !isOpen;
  }
  return d;
}

type Span = readonly [number, number];
