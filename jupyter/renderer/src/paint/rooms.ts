/**
 * Figures are painted in a few widths, and shown a little larger or smaller where there is another room: so a figure that is drawn
 * anew is as high as the still that stood there, however wide the page is.
 */

/** A width, in pixels, by the class that the style sheet knows it by. */
export interface Room {
  readonly name: "wide" | "middle" | "narrow";
  /** In which a figure is painted. */
  readonly width: number;
  /** From which on there is such room; as in the style sheet. */
  readonly from: number;
  /** As wide as the picture may be shown; as in the style sheet. */
  readonly most: number;
}

/** A card of a wide page, a column of text, a phone. */
export const ROOMS: readonly Room[] = [
  { name: "wide", width: 902, from: 850, most: 902 },
  { name: "middle", width: 660, from: 560, most: 660 },
  { name: "narrow", width: 358, from: 0, most: 430 },
];

/** The room that there is in so many pixels. */
export function roomIn(space: number): Room {
  return ROOMS.find(({ from }) => space >= from) ?? ROOMS.at(-1)!;
}

/** How much larger than it is painted a picture is shown in so many pixels. Only on a phone it grows. */
export function scaleIn(space: number, width: number): number {
  const { name, most } = roomIn(space);
  return name === "narrow" ? Math.min(space, most) / width : Math.min(1, space / width);
}
