/** A control in the figure itself: a handle that the reader drags, and that sets two numbers. */
import { checkLimits, type PlaneLimits } from "../figures/plane-limits";
import type { Control } from "./controls";
import { checked, entered, roundStep } from "./sliders";
import { stock } from "./stock-widgets";

/** Where a handle stands: its two numbers. */
export type Place = readonly [x: number, y: number];

/** Settings of a handle: `x` and `y` are the least and the largest value of each of its numbers. */
export interface HandleOptions extends PlaneLimits {
  readonly label?: string;
  /** What the two numbers are called; "x" and "y" if left out. */
  readonly names?: readonly [x: string, y: string];
  /** The axes of the figure in which it stands, as plotly.js calls them; ["x", "y"] if left out. */
  readonly axes?: readonly [x: string, y: string];
  /** The hidden unit that it belongs to, whose colour it has: 1, 2, … */
  readonly unit?: number;
  /** Whether an arrow leads to it from the origin, as to the weights of a unit. */
  readonly arrow?: boolean;
}

/**
 * A handle in the figure below, in the plane of its axes: dragged with a mouse or a finger, moved with the arrow keys. Its two numbers
 * can be typed, too. It stands in the first figure that has such axes.
 *
 * @param start - the two numbers at first
 * @param options - `x` and `y`, the limits of the numbers; `label`, `names`, `axes`, `unit`, `arrow`
 * @throws RangeError if limits are not two numbers, the smaller first, or the start lies outside of them
 * @throws TypeError if the start is not two numbers, an axis is none, or the unit is not 1, 2, …
 * @example
 * handle([0.5, 1], { x: [-2, 2], y: [-2, 2] }).start; // [0.5, 1]
 */
export function handle(start: Place, options: HandleOptions): Control<Place> {
  const { x, y, label, names = ["x", "y"], axes = ["x", "y"], unit, arrow = false } = options;
  checkLimits("make a handle", { x, y });
  checkAxes(axes);
  if (unit !== undefined && !(Number.isInteger(unit) && unit > 0))
    throw new TypeError(`Cannot give a handle the colour of unit ${unit}: units are 1, 2, …`);
  let latest: Place = [Number.NaN, Number.NaN];
  const placeOf = (given: unknown): Place => {
    if (!isPair(given))
      throw new TypeError(`Cannot put a handle at ${String(given)}: it takes two numbers, such as [0.5, -1]`);
    const place = [checked(given[0], rangeOf(x), names[0]), checked(given[1], rangeOf(y), names[1])] as const;
    // The same numbers are the same value, so that a handle that comes back to its place draws nothing anew.
    if (place.some((value, k) => value !== latest[k])) latest = place;
    return latest;
  };
  const look = { x: [...x, roundStep(x[1] - x[0])], y: [...y, roundStep(y[1] - y[0])], names, axes, arrow };
  return {
    start: placeOf(start),
    ...(label !== undefined && { label }),
    // Where no page knows a handle, it is a field for two numbers.
    state: (value) =>
      stock("Text", {
        value: textOf(value),
        continuous_update: false,
        placeholder: "",
        handle: unit === undefined ? look : { ...look, unit },
      }),
    read: ({ value }) => (typeof value === "string" ? { value: placeOf(numbersIn(value)) } : undefined),
    fit: placeOf,
    words: (value) => `(${textOf(value)})`,
  };
}

function isPair(given: unknown): given is Place {
  return Array.isArray(given) && given.length === 2;
}

function rangeOf([min, max]: PlaneLimits["x"]): { min: number; max: number } {
  return { min, max };
}

function textOf([x, y]: Place): string {
  return `${x}, ${y}`;
}

/** Two numbers as they are typed. */
function numbersIn(text: string): number[] {
  // With a decimal comma, a semicolon stands between them.
  const parts = text.includes(";") ? text.replaceAll(",", ".").split(";") : text.split(",");
  if (parts.length !== 2) throw new RangeError(`“${text}” is not two numbers, such as 0.5, -1`);
  return parts.map(entered);
}

function checkAxes(axes: readonly string[]): void {
  for (const [k, letter] of ["x", "y"].entries()) {
    const name = axes[k];
    if (name === undefined || !new RegExp(`^${letter}\\d*$`).test(name))
      throw new TypeError(
        `Cannot put a handle on the axes ${axes.join(", ")}: they are named like ["x", "y"] or ["x2", "y2"]`,
      );
  }
}
