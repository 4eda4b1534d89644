/** The control of a handle in the panel: its two numbers, which can be typed. */
import type { JsonObject } from "../json";
import { numberText } from "../panel/range";
import type { Change, Field } from "../panel/fields";
import type { Shown } from "../panel/state";
import { FigureHandle } from "./handle";
import { type HandleState, partsOf, type Place, placeOf } from "./state";

/**
 * @param numberBox - makes a box for a number
 * @param change - tells the kernel what the reader has changed
 */
export function handleField(
  { label, state }: Shown,
  described: HandleState,
  numberBox: (label: string) => HTMLInputElement,
  change: Change,
): Field {
  const boxes = described.sides.map(({ name }) => numberBox(`${label}, ${name}`));
  boxes.forEach((box, k) => {
    const named = document.createElement("label");
    named.className = "bs-handle-number";
    named.append(`${described.sides[k]!.name} `, box);
  });
  let written: string[] = [];
  const show = (parts: readonly string[]): void => {
    written = [...parts];
    boxes.forEach((box, k) => {
      box.value = parts[k]!;
      box.size = Math.max(5, box.value.length);
    });
  };
  const tell = (parts: readonly string[]): void => {
    change({ value: parts.join(", ") });
  };
  const textOf = (place: Place): string[] => place.map(numberText);
  const handle = new FigureHandle(described, label, placeOf(state) ?? [0, 0], boxes[0]!, (place) => {
    show(textOf(place));
    tell(written);
  });
  /** Where a state puts it; undefined if that does not count. */
  const standing = (now: JsonObject): Place | undefined => {
    const place = placeOf(now);
    const isWithin = place?.every((value, k) => {
      const { low, high } = described.sides[k]!;
      return value >= low && value <= high;
    });
    return isWithin === true ? place : undefined;
  };
  for (const box of boxes)
    box.addEventListener("change", () => {
      const parts = boxes.map(({ value }) => value.trim());
      if (parts.join() === written.join()) return;
      written = parts;
      tell(parts);
      const place = standing({ value: parts.join() });
      if (place) handle.show(place);
    });
  show(partsOf(state));
  return {
    nodes: boxes,
    handle,
    write: (now) => {
      const place = standing(now);
      show(place ? textOf(place) : partsOf(now));
      if (place) handle.show(place);
    },
  };
}
