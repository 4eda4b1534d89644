import { cos, sin } from "../math/elementary";
import { Matrix } from "../math/matrix";
import { drawDataset, type Dataset, type DatasetOptions } from "./dataset";

/** The k-th of n places from 0 to 1, both ends included. */
const along = (k: number, n: number): number => (n === 1 ? 0 : k / (n - 1));

/**
 * Exclusive or: the four corners of the unit square, 1 where exactly one input is 1. No single unit can separate them.
 *
 * @returns 2 × 4 inputs in the order (0, 0), (0, 1), (1, 0), (1, 1), and 1 × 4 labels
 * @example
 * xor().X.toArray(); // [[0, 0, 1, 1], [0, 1, 0, 1]]
 * xor().Y.toArray(); // [[0, 1, 1, 0]]
 */
export function xor(): Dataset {
  return {
    name: "xor",
    X: Matrix.from([
      [0, 0, 1, 1],
      [0, 1, 0, 1],
    ]),
    Y: Matrix.rowVector([0, 1, 1, 0]),
  };
}

/**
 * Two half moons of radius 1 that reach into each other.
 *
 * @param options - `count`, `random`, and `noise`, which is 0.1 if not given
 * @returns 2 × count inputs and 1 × count labels; class 0 is the upper moon
 * @throws RangeError if `count` is not an integer from 2 up or `noise` is negative or not finite
 * @example
 * moons({ count: 100, random: seeded(0) }).X.shape; // "2×100"
 */
export function moons({ noise = 0.1, ...options }: DatasetOptions): Dataset {
  return drawDataset("moons", { ...options, noise }, (label, k, n) => {
    const angle = Math.PI * along(k, n);
    const [x, y] = [cos(angle), sin(angle)];
    return label === 0 ? [x, y] : [1 - x, 0.5 - y];
  });
}

/**
 * A circle inside another.
 *
 * @param options - `count`, `random`, and `noise`, which is 0.05 if not given
 * @returns 2 × count inputs and 1 × count labels; class 0 is the outer circle, radius 1, class 1 the inner, radius 0.5
 * @throws RangeError if `count` is not an integer from 2 up or `noise` is negative or not finite
 * @example
 * const { X } = circles({ count: 4, noise: 0, random: seeded(0) });
 * [Math.hypot(...X.column(0)), Math.hypot(...X.column(1))]; // [1, 0.5]
 */
export function circles({ noise = 0.05, ...options }: DatasetOptions): Dataset {
  return drawDataset("circles", { ...options, noise }, (label, k, n) => {
    const radius = label === 0 ? 1 : 0.5;
    const angle = (2 * Math.PI * k) / n;
    return [radius * cos(angle), radius * sin(angle)];
  });
}

/**
 * Two spiral arms that wind around each other, a hard case.
 *
 * @param options - `count`, `random`, and `noise`, which is 0.02 if not given
 * @returns 2 × count inputs and 1 × count labels; each arm makes one and a half turns, out to radius 1
 * @throws RangeError if `count` is not an integer from 2 up or `noise` is negative or not finite
 * @example
 * spirals({ count: 100, random: seeded(0) }).Y.mean(); // 0.5
 */
export function spirals({ noise = 0.02, ...options }: DatasetOptions): Dataset {
  return drawDataset("spirals", { ...options, noise }, (label, k, n) => {
    // The arms start apart, since both would have a point in the middle.
    const radius = 0.1 + 0.9 * along(k, n);
    const angle = 3 * Math.PI * along(k, n) + Math.PI * label;
    return [radius * cos(angle), radius * sin(angle)];
  });
}

/**
 * Two round clouds, which a straight line separates unless the noise is large.
 *
 * @param options - `count`, `random`, and `noise`, the standard deviation of each cloud, 0.3 if not given
 * @returns 2 × count inputs and 1 × count labels; class 0 is around (−1, −1), class 1 around (1, 1)
 * @throws RangeError if `count` is not an integer from 2 up or `noise` is negative or not finite
 * @example
 * blobs({ count: 100, random: seeded(0) }).Y.sum(); // 50
 */
export function blobs({ noise = 0.3, ...options }: DatasetOptions): Dataset {
  return drawDataset("blobs", { ...options, noise }, (label) => (label === 0 ? [-1, -1] : [1, 1]));
}
