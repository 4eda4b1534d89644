/** The kit's colours in the shades of the page that a figure stands in. */
import { type Json, type JsonObject, isObject } from "../json";
import { COLORWAY, nameOf } from "../paint/colours";
import type { Figure } from "./figure";
import type { Palette } from "./palette";

/** The shade of a colour, by the name that the kit has for it; undefined if it stays as it is. */
export type ShadeOf = (name: string) => string | undefined;

function shaded(colour: string, shadeOf: ShadeOf): string {
  const name = nameOf(colour);
  return (name && shadeOf(name)) ?? colour;
}

/** The colours of traces that choose none. */
export function colorway(shadeOf: ShadeOf): string[] {
  return COLORWAY.map((colour) => shaded(colour, shadeOf));
}

export function recoloured(figure: Figure, shadeOf: ShadeOf): Figure {
  const shade = (value: Json): Json => {
    if (typeof value === "string") return shaded(value, shadeOf);
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
export function shadedFor({ shades }: Palette, figure: Figure): Figure {
  return recoloured(figure, (name) => shades[name]);
}
