/** The bar beside a map that says what its colours mean. */
import { named, SHADES, shadesOf } from "./colours";
import { extent } from "./extent";
import type { Heat } from "./paintable";
import { type Deflate, pictureUri } from "./png";
import { type Tick, ticksOf } from "./ticks";
import { px, svgText, widthOf } from "./words";

/** The distance from the panel, and the width of the bar. */
export const BAR = { gap: 16, width: 12 };

/** What the colours of a map reach from and to. */
export function colourRange({ z, zmin, zmax }: Heat): readonly [number, number] {
  const [low, high] = extent(z);
  return [zmin ?? low, zmax ?? high];
}

export function barTicks(map: Heat, height: number): Tick[] {
  const range = colourRange(map);
  const { tickvals, ticktext } = map.colorbar ?? {};
  const axis = { ...(tickvals && { tickvals }), ...(ticktext && { ticktext }) };
  return ticksOf({ id: "y", letter: "y", axis, isLog: false, categories: undefined, range }, height);
}

export function colorBar(
  map: Heat,
  left: number,
  top: number,
  height: number,
  deflate: Deflate | undefined,
): string {
  const x = left + BAR.gap;
  const [low, high] = colourRange(map);
  const pixels = Uint8Array.from({ length: SHADES }, (_, row) => SHADES - 1 - row);
  const uri = pictureUri({ width: 1, height: SHADES, palette: shadesOf(map.colorscale), pixels }, deflate);
  const image = `<image class="map" href="${uri}" x="${px(x)}" y="${px(top)}" width="${BAR.width}" height="${px(height)}" preserveAspectRatio="none"/>`;
  const ticks = barTicks(map, height);
  const labels = ticks.map(({ at, label }) =>
    svgText(label, x + BAR.width + 6, top + height * (1 - (at - low) / (high - low)) + 4.5, {
      fill: named("muted"),
    }),
  );
  const title = map.colorbar?.title?.text;
  const beyond = x + BAR.width + 6 + Math.max(0, ...ticks.map(({ label }) => widthOf(label))) + 17;
  const named_ =
    title === undefined
      ? ""
      : svgText(title, beyond, top + height / 2, { anchor: "middle", turned: true, fill: named("text") });
  return image + labels.join("") + named_;
}
