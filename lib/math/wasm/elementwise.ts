import * as single from "../functions";
import { part, reserve, wasm } from "./instance";

/** Numbers taken to WebAssembly at a time: with their slopes 32 KiB, about what the first-level cache holds. */
const BLOCK = 2048;

/** Below this length copying there and back takes longer than the single. */
const SHORT = 16;

/** Computes `out[i] = e^x[i]`; `out` may be `x`. */
export function exp(out: Float64Array, x: Float64Array): void {
  if (!run("exp", x, out, null)) for (let i = 0; i < x.length; i++) out[i] = single.exp(x[i]!);
}

/** Computes the logistic sigmoid of each number; `out` may be `x`. */
export function sigmoid(out: Float64Array, x: Float64Array): void {
  if (!run("sigmoid", x, out, null)) for (let i = 0; i < x.length; i++) out[i] = single.sigmoid(x[i]!);
}

/** Computes the hyperbolic tangent of each number; `out` may be `x`. */
export function tanh(out: Float64Array, x: Float64Array): void {
  if (!run("tanh", x, out, null)) for (let i = 0; i < x.length; i++) out[i] = single.tanh(x[i]!);
}

/** Computes the derivative of the logistic sigmoid at each number; `out` may be `x`. */
export function sigmoidSlope(out: Float64Array, x: Float64Array): void {
  if (!run("sigmoid", x, null, out)) for (let i = 0; i < x.length; i++) out[i] = single.sigmoidSlope(x[i]!);
}

/** Computes the derivative of the hyperbolic tangent at each number; `out` may be `x`. */
export function tanhSlope(out: Float64Array, x: Float64Array): void {
  if (!run("tanh", x, null, out)) for (let i = 0; i < x.length; i++) out[i] = single.tanhSlope(x[i]!);
}

/** Computes the logistic sigmoid and its derivative in one go, faster than one after the other. */
export function sigmoidAndSlope(out: Float64Array, slopes: Float64Array, x: Float64Array): void {
  if (run("sigmoid", x, out, slopes)) return;
  sigmoidSlope(slopes, x);
  sigmoid(out, x);
}

/** Computes the hyperbolic tangent and its derivative in one go, faster than one after the other. */
export function tanhAndSlope(out: Float64Array, slopes: Float64Array, x: Float64Array): void {
  if (run("tanh", x, out, slopes)) return;
  tanhSlope(slopes, x);
  tanh(out, x);
}

/** Computes max(0, x) of each number; here, since taking the numbers to WebAssembly and back would take longer. */
function relu(out: Float64Array, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = single.relu(x[i]!);
}

/** Computes the slope of max(0, x) at each number. */
function reluSlope(out: Float64Array, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = single.reluSlope(x[i]!);
}

/** Functions of a number that have a faster way for whole arrays, with the same bits. */
export const onArrays: ReadonlyMap<(x: number) => number, (out: Float64Array, x: Float64Array) => void> =
  new Map([
    [single.exp, exp],
    [single.relu, relu],
    [single.reluSlope, reluSlope],
    [single.sigmoid, sigmoid],
    [single.sigmoidSlope, sigmoidSlope],
    [single.tanh, tanh],
    [single.tanhSlope, tanhSlope],
  ]);

/** Functions of a number with their derivative `slope`, where both in one go are faster. */
export const withSlope: ReadonlyMap<
  (x: number) => number,
  {
    readonly slope: (x: number) => number;
    readonly run: (out: Float64Array, slopes: Float64Array, x: Float64Array) => void;
  }
> = new Map([
  [single.sigmoid, { slope: single.sigmoidSlope, run: sigmoidAndSlope }],
  [single.tanh, { slope: single.tanhSlope, run: tanhAndSlope }],
]);

/** Takes x to WebAssembly block by block, and values and slopes back as far as they are wanted; false if it is not worth it. */
function run(
  name: "exp" | "sigmoid" | "tanh",
  x: Float64Array,
  out: Float64Array | null,
  slopes: Float64Array | null,
): boolean {
  const workspace = x.length < SHORT ? null : wasm();
  if (workspace === null) return false;
  const { kernels, start } = workspace;
  const numbers = reserve(workspace, 2 * BLOCK);
  for (let from = 0; from < x.length; from += BLOCK) {
    const count = Math.min(BLOCK, x.length - from);
    numbers.set(count < x.length ? x.subarray(from, from + count) : x, start);
    kernels[name](8 * start, count, slopes ? 8 * (start + BLOCK) : 0);
    out?.set(part(workspace, start, count), from);
    slopes?.set(part(workspace, start + BLOCK, count), from);
  }
  return true;
}
