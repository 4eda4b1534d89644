/** The kit's colours in the shades of the page that a figure stands in. */
import { type Json, type JsonObject, isObject } from "../json";
import { DARK_SHADES, nameOf } from "../paint/colours";
import type { Figure } from "./figure";
import type { Palette } from "./palette";

/** The shade of a colour, by the name that the kit has for it; undefined if it stays as it is. */
export type Shades = (name: string) => string | undefined;

export function recoloured(figure: Figure, shades: Shades): Figure {
  const shade = (value: Json): Json => {
    if (typeof value === "string") {
      const name = nameOf(value);
      return (name && shades(name)) ?? value;
    }
    // Values are many, and none of them a colour.
    if (Array.isArray(value)) return isObject(value[0]) ? value.map(shade) : value;
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shade(part)]));
  };
  return {
    ...figure,
    data: figure.data.map((trace) => shade(trace) as JsonObject),
    layout: shade(figure.layout) as JsonObject,
  };
}

/** What stands out on white is too dark on black: there the data are drawn lighter. */
export function shadedFor({ dark, text }: Palette, figure: Figure): Figure {
  return dark ? recoloured(figure, (name) => (name === "text" ? text : DARK_SHADES[name])) : figure;
}
