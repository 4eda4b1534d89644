import * as single from "../../elementary/activations";
import { part, reserve, wasm } from "./instance";

/** Numbers taken to WebAssembly at a time: with their slopes 32 KiB, about what the first-level cache holds. */
const BLOCK = 2048;

/** Below this length copying there and back takes longer than one number after the other. */
const SHORT = 16;

type Single = (x: number) => number;
type Whole = (out: Float64Array, x: Float64Array) => void;

/**
 * A function and its derivative for arrays, which may be computed in place, and both at once, which is faster
 * than one after the other.
 */
interface Family {
  readonly value: Whole;
  readonly slope: Whole;
  readonly both: (out: Float64Array, slopes: Float64Array, x: Float64Array) => void;
}

function family(name: "relu" | "sigmoid" | "tanh", f: Single, df: Single): Family {
  const value: Whole = (out, x) => {
    if (!run(name, x, out, null)) for (let i = 0; i < x.length; i++) out[i] = f(x[i]!);
  };
  const slope: Whole = (out, x) => {
    if (!run(name, x, null, out)) for (let i = 0; i < x.length; i++) out[i] = df(x[i]!);
  };
  const both: Family["both"] = (out, slopes, x) => {
    if (run(name, x, out, slopes)) return;
    slope(slopes, x);
    value(out, x);
  };
  return { value, slope, both };
}

export const relu: Family = family("relu", single.relu, single.reluSlope);
export const sigmoid: Family = family("sigmoid", single.sigmoid, single.sigmoidSlope);
export const tanh: Family = family("tanh", single.tanh, single.tanhSlope);

/** Functions of a number that have a faster way for whole arrays, with the same bits. */
export const onArrays: ReadonlyMap<Single, Whole> = new Map([
  [single.relu, relu.value],
  [single.reluSlope, relu.slope],
  [single.sigmoid, sigmoid.value],
  [single.sigmoidSlope, sigmoid.slope],
  [single.tanh, tanh.value],
  [single.tanhSlope, tanh.slope],
  [single.identity, copy],
  [single.identitySlope, onesWhereNumbers],
]);

function copy(out: Float64Array, x: Float64Array): void {
  out.set(x);
}

/** A loop of its own, which needs no WebAssembly to be fast. */
function onesWhereNumbers(out: Float64Array, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = single.identitySlope(x[i]!);
}

/** Functions of a number with their derivative `slope`, where both can be computed at once. */
export const withSlope: ReadonlyMap<Single, { readonly slope: Single; readonly both: Family["both"] }> =
  new Map([
    [single.relu, { slope: single.reluSlope, both: relu.both }],
    [single.sigmoid, { slope: single.sigmoidSlope, both: sigmoid.both }],
    [single.tanh, { slope: single.tanhSlope, both: tanh.both }],
  ]);

/**
 * Takes x to WebAssembly block by block, and values and slopes back as far as they are wanted; false if it is not
 * worth it.
 */
function run(
  name: "relu" | "sigmoid" | "tanh",
  x: Float64Array,
  out: Float64Array | null,
  slopes: Float64Array | null,
): boolean {
  const workspace = x.length < SHORT ? null : wasm();
  if (workspace === null) return false;
  const { loops, start } = workspace;
  const numbers = reserve(workspace, 2 * BLOCK);
  for (let from = 0; from < x.length; from += BLOCK) {
    const count = Math.min(BLOCK, x.length - from);
    numbers.set(count < x.length ? x.subarray(from, from + count) : x, start);
    loops[name](8 * start, count, slopes ? 8 * (start + BLOCK) : 0);
    out?.set(part(workspace, start, count), from);
    slopes?.set(part(workspace, start + BLOCK, count), from);
  }
  return true;
}
