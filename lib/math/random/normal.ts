import { exp, log } from "../elementary";
import type { Random } from "./seeded";
import { uniform } from "./uniform";

/*
 * The ziggurat covers the right half of exp(−x²/2) by 256 layers of equal area. Layer i ≥ 1 is a rectangle as wide as
 * edges[i]; layer 0 is the lowest one together with the tail beyond R. A point drawn in a layer lies under the curve at
 * once if it is left of the next edge, which happens in 98.9 % of the draws.
 */
const LAYERS = 256;
/** Where the tail starts, and the area of each layer: the values for which the topmost layer ends at height 1. */
const R = 3.6541528853610088;
const AREA = 0.0049286732339746554;

const density = (x: number): number => exp(-0.5 * x * x);

/** Rounds to a multiple of 2⁻⁴⁰; the numbers of every published seed rest on this rounding. */
const snap = (x: number): number => Math.round(x * 2 ** 40) / 2 ** 40;

const edges = new Float64Array(LAYERS + 1);
edges[0] = snap(AREA / density(R));
edges[1] = R;
for (let i = 1; i < LAYERS - 1; i++) {
  edges[i + 1] = snap(Math.sqrt(-2 * log(density(edges[i]!) + AREA / edges[i]!)));
}
const heights = edges.map(density);

/** A try fails once in 80, in the tail once in 10: after so many the source is to blame. */
const MOST_TRIES = 400;

function stuck(): RangeError {
  return new RangeError(
    "Cannot draw a normal number: the random source repeats itself; use one such as seeded(1)",
  );
}

/** Draws the distance of a point in the tail: exponential steps beyond R, thinned to the shape of the curve. */
function tail(random: Random): number {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // 1 − u lies in (0, 1], where the logarithm is finite.
    const step = -log(1 - uniform(random)) / R;
    if (-2 * log(1 - uniform(random)) > step * step) return R + snap(step);
  }
  throw stuck();
}

/**
 * Draws one number of the standard normal distribution (mean 0, variance 1) by the ziggurat method.
 *
 * The layer and the place in it come from different bits of one uniform number.
 *
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns one draw, in units of the standard deviation
 * @throws RangeError if the source gives what is not a number on [0, 1), or always the same; TypeError if it is not a function
 * @see Marsaglia and Tsang (2000), The ziggurat method for generating random variables; Doornik (2005) on the bits
 * @example
 * const random = seeded(1);
 * [normal(random), normal(random)]; // [0.08924170422808707, -0.5499302915366289]
 * Matrix.generate(2, 2, () => 0.01 * normal(random)).shape; // "2×2"
 */
export function normal(random: Random): number {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const u = LAYERS * uniform(random);
    const layer = Math.floor(u);
    const x = (2 * (u - layer) - 1) * edges[layer]!;
    if (Math.abs(x) < edges[layer + 1]!) return x;
    if (layer === 0) return x < 0 ? -tail(random) : tail(random);
    const [low, high] = [heights[layer]!, heights[layer + 1]!];
    if (low + uniform(random) * (high - low) < density(x)) return x;
  }
  throw stuck();
}
