import { checkFinite, checkInteger } from "../math/checks";
import { Matrix } from "../math/matrix";
import { normal } from "../math/random/normal";
import type { Random } from "../math/random/seeded";
import type { Examples } from "./examples";

/** Labelled examples of two classes. */
export interface Dataset extends Examples {
  readonly name: string;
}

/** Settings of a data set that is drawn at random. */
export interface DatasetOptions {
  /** Number of examples, 200 if not given; half in each class, class 0 gets the odd one. */
  readonly count?: number;
  /** Standard deviation of the normal noise on each coordinate, from 0 up. */
  readonly noise?: number;
  /** Uniform source on [0, 1), e.g. `seeded(0)`. */
  readonly random: Random;
}

type Point = readonly [x: number, y: number];

/**
 * Draws both classes along their curves, plus noise: `curve(label, k, n)` is the place of the k-th of the n examples of
 * a class. The classes take turns, so that any stretch of columns is balanced.
 */
export function drawDataset(
  name: string,
  { count = 200, noise, random }: DatasetOptions & { readonly noise: number },
  curve: (label: number, k: number, n: number) => Point,
): Dataset {
  checkInteger(`draw ${name}`, "the number of examples", count, 2);
  checkFinite(`draw ${name}`, "the noise", noise, 0);
  const points = Array.from({ length: count }, (_, index) => {
    const label = index % 2;
    const [x, y] = curve(label, Math.floor(index / 2), Math.ceil((count - label) / 2));
    return [x + noise * normal(random), y + noise * normal(random)];
  });
  return {
    name,
    X: Matrix.generate(2, count, (feature, index) => points[index]![feature]!),
    Y: Matrix.generate(1, count, (_, index) => index % 2),
  };
}
