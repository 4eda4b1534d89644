/** A handle as the kernel, or a notebook file, describes it. */
import { isObject, type Json, type JsonObject } from "../json";

/** One of its two numbers: from where to where it goes, and in what steps. */
export interface Side {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly name: string;
  /** The axis of the figure, such as "x2". */
  readonly axis: string;
}

export interface HandleState {
  readonly sides: readonly [Side, Side];
  readonly unit: number | undefined;
  readonly hasArrow: boolean;
}

export type Place = readonly [x: number, y: number];

/** Reads a handle out of the state of a control; undefined if it is none. */
export function readHandle({ handle }: JsonObject): HandleState | undefined {
  if (!isObject(handle)) return undefined;
  const [x, y] = [sideOf(handle, "x", 0), sideOf(handle, "y", 1)];
  if (!x || !y) return undefined;
  const { unit, arrow } = handle;
  return { sides: [x, y], unit: Number.isInteger(unit) ? Number(unit) : undefined, hasArrow: arrow === true };
}

function sideOf(handle: JsonObject, letter: "x" | "y", k: number): Side | undefined {
  const [low, high, step] = list(handle[letter]).map(Number);
  if (low === undefined || high === undefined || step === undefined) return undefined;
  if (!(Number.isFinite(high - low) && low < high && step > 0)) return undefined;
  const [name, axis] = [handle.names, handle.axes].map((names) => list(names)[k]);
  return { low, high, step, name: wordOr(letter, name), axis: wordOr(letter, axis) };
}

function wordOr(other: string, word: Json | undefined): string {
  return typeof word === "string" ? word : other;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The two parts of a state's value, as they are written. */
export function partsOf({ value }: JsonObject): [string, string] {
  const [x = "", y = ""] = typeof value === "string" ? value.split(",").map((part) => part.trim()) : [];
  return [x, y];
}

/** Where a handle stands, if its state says so. */
export function placeOf(state: JsonObject): Place | undefined {
  if (typeof state.value === "string" && state.value.split(",").length !== 2) return undefined;
  const [x, y] = partsOf(state).map((part) => (part === "" ? Number.NaN : Number(part)));
  return Number.isFinite(x) && Number.isFinite(y) ? [x!, y!] : undefined;
}

/** The nearest place that is within the limits and a whole number of steps from 0. */
export function snapped(place: Place, sides: HandleState["sides"]): Place {
  const [x, y] = sides.map(({ low, high, step }, k) => {
    const stop = Number((Math.round(place[k]! / step) * step).toPrecision(12));
    return Math.min(Math.max(stop, low), high);
  });
  return [x!, y!];
}

/** How many steps an arrow key goes. */
const STEPS = 5;

const DIRECTIONS: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/** Where a key moves a handle; undefined if it does not. With Shift it goes five times as far. */
export function movedBy(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
  place: Place,
  sides: HandleState["sides"],
): Place | undefined {
  const direction = ctrlKey || metaKey || altKey ? undefined : DIRECTIONS[key];
  if (!direction) return undefined;
  const steps = shiftKey ? 5 * STEPS : STEPS;
  const [x, y] = sides.map(({ step }, k) => place[k]! + direction[k]! * steps * step);
  return snapped([x!, y!], sides);
}
