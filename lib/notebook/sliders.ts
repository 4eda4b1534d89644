import { log10, pow } from "../math/elementary";
import { formatNumber } from "../math/format";
import type { Control, Settings } from "./controls";
import { stock } from "./stock-widgets";

/** Settings of a slider. */
export interface SliderOptions extends Settings<number> {
  /** Whether equal ways on the slider are equal ratios. */
  readonly log?: boolean;
  /** Whether it stops at whole numbers only. */
  readonly integer?: boolean;
  /** The distance between two stops; for a logarithmic slider in powers of ten. */
  readonly step?: number;
}

/** What a slider takes. */
interface Range {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/**
 * A slider for a number. The number can be typed, too.
 *
 * @param min - the least value
 * @param max - the greatest value
 * @param options - `start` (the middle if left out), `log`, `integer`, `step`, `label`
 * @throws RangeError if the range is empty, a logarithmic one does not lie above 0, or the start lies outside
 * @example
 * slider(0.01, 100, { log: true, start: 1 }).start; // 1
 */
export function slider(min: number, max: number, options: SliderOptions = {}): Control<number> {
  const { log = false, integer = false, label } = options;
  if (!(min < max))
    throw new RangeError(`Cannot make a slider from ${min} to ${max}: the first must be smaller`);
  if (!Number.isFinite(max - min))
    throw new RangeError(
      `Cannot make a slider from ${min} to ${max}: its ends and their distance must be finite`,
    );
  if (log && !(min > 0))
    throw new RangeError(`Cannot make a logarithmic slider from ${min}: it must start above 0`);
  const middle = log ? Number(Math.sqrt(min * max).toPrecision(3)) : (min + max) / 2;
  const { start = integer ? Math.round(middle) : middle } = options;
  if (integer && Math.ceil(min) > Math.floor(max))
    throw new RangeError(`Cannot make a slider for whole numbers from ${min} to ${max}: there are none`);
  if (!(start >= min && start <= max))
    throw new RangeError(`Cannot start a slider at ${start}: it goes from ${min} to ${max}`);
  const { step = integer ? 1 : log ? 0.02 : roundStep(max - min) } = options;
  if (!(step > 0)) throw new RangeError(`Cannot make a slider with steps of ${step}: they must be above 0`);
  const name = log ? "FloatLogSlider" : integer ? "IntSlider" : "FloatSlider";
  const ends = log ? { base: 10, min: log10(min), max: log10(max), step } : { min, max, step };
  const look = { readout_format: integer ? "d" : ".6~g", continuous_update: true, behavior: "drag-tap" };
  return numeric(start, label, { min, max, integer }, (value) =>
    stock(name, { ...ends, ...look, value, orientation: "horizontal", readout: true }),
  );
}

/** A step of 1, 2 or 5 in the last place, about a hundredth of the whole way. */
export function roundStep(way: number): number {
  const power = pow(10, Math.floor(log10(way / 100)));
  const least = [5, 2, 1].find((digit) => digit * power <= way / 100) ?? 1;
  return Number((least * power).toPrecision(1));
}

/**
 * A film: whole numbers that follow one another, with a button to play and pause it, and a slider.
 *
 * @param min - the first
 * @param max - the last
 * @param options - `interval` between two, in milliseconds (100), `start`, `label`
 * @throws RangeError if the range is empty, or the start lies outside or is not a whole number
 */
export function play(
  min: number,
  max: number,
  { interval = 100, start = min, label }: Settings<number> & { readonly interval?: number } = {},
): Control<number> {
  if (!(min < max)) throw new RangeError(`Cannot play from ${min} to ${max}: the first must be smaller`);
  return numeric(start, label, { min, max, integer: true }, (value) =>
    stock("Play", { min, max, interval, step: 1, show_repeat: true, value }),
  );
}

/** A field for a number. */
export function number({ start = 0, label }: Settings<number> = {}): Control<number> {
  return numeric(start, label, { min: -Number.MAX_VALUE, max: Number.MAX_VALUE }, (value) =>
    stock("FloatText", { value, continuous_update: false, step: null }),
  );
}

function numeric(
  start: number,
  label: string | undefined,
  range: Range,
  state: Control<number>["state"],
): Control<number> {
  return {
    start: checked(start, range),
    ...(label !== undefined && { label }),
    state,
    fit: (value) => checked(value, range),
    read: ({ value }) => (value === undefined ? undefined : { value: checked(entered(value), range) }),
    words: formatNumber,
  };
}

/** What a page sends: a number, or the text that the reader has typed. */
export function entered(value: unknown): number {
  // A slider computes with powers of ten: 0.9999999999999998 is 1.
  if (typeof value === "number") return Number(value.toPrecision(12));
  const typed = typeof value === "string" ? value.trim() : "";
  if (typed === "" || !Number.isFinite(Number(typed))) throw new RangeError(`“${typed}” is not a number`);
  return Number(typed);
}

/**
 * A value that is within a range, but for what rounding has done to it.
 *
 * @throws RangeError if it is not
 */
export function checked(value: number, { min, max, integer = false }: Range, name?: string): number {
  const given = name === undefined ? String(value) : `${name}: ${value}`;
  if (!Number.isFinite(value)) throw new RangeError(`${given} is not a finite number`);
  const tolerance = 1e-9 * Math.min(max - min, 1);
  if (!(value >= min - tolerance && value <= max + tolerance))
    throw new RangeError(`${given} is out of range: choose a number from ${min} to ${max}`);
  if (integer && !Number.isInteger(value))
    throw new RangeError(`${given} does not fit: choose a whole number from ${min} to ${max}`);
  return Math.min(Math.max(value, min), max);
}
