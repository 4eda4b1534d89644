/** The experiment of the landing page: two hidden units learn a stripe, from weights that the visitor lays down. */
import type { Examples } from "../../../../lib/data/examples";
import { Matrix } from "../../../../lib/math/matrix";
import { seeded } from "../../../../lib/math/random/seeded";
import { tanh } from "../../../../lib/network/activations";
import { createNetwork, type Network } from "../../../../lib/network/network";
import { momentum } from "../../../../lib/network/optimizers";
import { training } from "../../../../lib/network/training";

/** The two weights of a hidden unit. */
export type Weights = readonly [number, number];

/** The network at one moment of its training. */
export interface Moment {
  readonly step: number;
  readonly loss: number;
  readonly network: Network;
}

/** The examples lie from -HALF_WIDTH to HALF_WIDTH in both inputs. */
export const HALF_WIDTH = 1.5;

/** Steps of a whole training, and how many lie between two moments that are kept. */
export const STEPS = 600;
const EVERY = 2;

/** Points across the stripe. */
export const NORMAL: Weights = [0.287, 0.958];

/** Diamonds in a slanting stripe, circles on both sides of it, as many of each: one line does not tell them apart. */
export const examples: Examples = stripe({ count: 70, halfWidth: 0.58, gap: 0.21, seed: 185 });

function stripe(options: { count: number; halfWidth: number; gap: number; seed: number }): Examples {
  const { count, halfWidth, gap, seed } = options;
  const random = seeded(seed);
  const inputs: [number[], number[]] = [[], []];
  const labels: number[] = [];
  const across = (): number => HALF_WIDTH * (2 * random() - 1);
  while (labels.length < count) {
    const [x1, x2] = [across(), across()];
    const fromMiddle = Math.abs(NORMAL[0] * x1 + NORMAL[1] * x2);
    const label = fromMiddle < halfWidth ? 1 : 0;
    const isFull = labels.filter((one) => one === label).length === count / 2;
    if (isFull || Math.abs(fromMiddle - halfWidth) < gap) continue;
    inputs[0].push(x1);
    inputs[1].push(x2);
    labels.push(label);
  }
  return { X: Matrix.from(inputs), Y: Matrix.rowVector(labels) };
}

/** A training from two units' weights; biases and output weights start at zero. */
export class Experiment {
  /** What has been trained so far. */
  readonly moments: Moment[] = [];
  readonly #states;

  constructor(readonly start: readonly [Weights, Weights]) {
    const network = createNetwork({ weights: [start, [[0, 0]]], hidden: tanh });
    this.#states = training(network, examples, {
      learningRate: 0.3,
      optimizer: momentum(0.9),
      steps: STEPS,
      every: EVERY,
    });
    this.momentAt(0);
  }

  /** The moment after so many steps, trained until then if it was not yet. */
  momentAt(step: number): Moment {
    const index = Math.floor(Math.min(step, STEPS) / EVERY);
    while (this.moments.length <= index) {
      const { value } = this.#states.next();
      if (value) this.moments.push(value);
    }
    return this.moments[index]!;
  }
}
