/** Questions about units with a flat side, such as ReLU's: which of them no example turns on, or off, and why. */
import { Matrix } from "../../math/matrix";
import { forward, type LayerPass } from "../../network/forward";
import type { Network } from "../../network/network";
import { flatSlope } from "../signal/saturation";
import { askInputs } from "./data-questions";
import { centered, isBounded, named, worstOf, type Question } from "./patient";
import { contrastOf } from "./signal-questions";

/** Numbers of units. */
interface Stuck {
  readonly off: number;
  readonly on: number;
}

/** How many units of a layer are flat on every example, and how many on none. */
function stuckUnits({ layers }: Network, passes: readonly LayerPass[], l: number): Stuck {
  const { activation } = layers[l]!;
  const limit = flatSlope(activation);
  const isFlat = (z: number): boolean => Math.abs(activation.df(z)) < limit;
  const rows = passes[l]!.Z.toArray();
  return {
    off: rows.filter((row) => row.every(isFlat)).length,
    on: rows.filter((row) => !row.some(isFlat)).length,
  };
}

/**
 * Units of the first layer that a mean of the features turns on for all examples or off for all: centered, fewer would be.
 * Its inputs never change, so that those which are off stay off.
 */
export const askOneSided: Question = (patient) => {
  const { network, passes } = patient;
  const [first] = network.layers;
  if (network.layers.length < 2 || isBounded(first!) || askInputs(patient) !== undefined) return undefined;
  const [now, free] = [passes, centered(patient).passes].map((each) => stuckUnits(network, each, 0)) as [
    Stuck,
    Stuck,
  ];
  if (now.off + now.on - free.off - free.on <= 0.2 * first!.W.rows) return undefined;
  return {
    problem: "one-sided units",
    finding: `Of the ${first!.W.rows} units of layer 1, ${now.off} are off on every example and ${now.on} on for all of them, because of the features' means: those never learn, and these are linear.`,
    advice: `Subtract each feature's mean: with centered inputs it would be ${free.off} and ${free.on}.`,
  };
};

/** The network as it would be with all biases at 0. */
function withoutBiases({ layers }: Network): Network {
  return { layers: layers.map((layer) => ({ ...layer, b: Matrix.zeros(layer.b.rows, 1) })) };
}

/**
 * Units that no example turns on, with the cause: biases, if fewer would be dead without them; weights, if there are more
 * than chance explains. Where examples point the same way, as they do deep in a ReLU network, a unit is on for all of them or
 * off for all, and weights drawn around 0 make both equally likely. As many dead units as units that are always on are
 * nobody's fault: `off − on` has a standard deviation of √(off + on), and 3.5 of them are not chance.
 */
export const askDead: Question = (patient) => {
  const { network, data, passes } = patient;
  const { layers } = network;
  const free = withoutBiases(network);
  const freePasses = forward(free, data.X);
  const stuck = layers.map(({ W }, l) => {
    const { off, on } = stuckUnits(network, passes, l);
    const byBias = off - stuckUnits(free, freePasses, l).off > 0.2 * W.rows;
    const byWeights = off - on > Math.max(0.3 * W.rows, 3.5 * Math.sqrt(off + on));
    return { share: off / W.rows, byBias, byWeights };
  });
  const where = layers.slice(0, -1).flatMap((layer, l) => {
    const { share, byBias, byWeights } = stuck[l]!;
    // Where all examples look alike, each unit is on for all of them or off for all: that is another trouble.
    const isAsked = !isBounded(layer) && contrastOf(patient, l) > 0.25;
    return isAsked && share > 0.3 && (byBias || byWeights) ? [l] : [];
  });
  if (where.length === 0) return undefined;
  return {
    problem: "dead units",
    finding: `In ${named(where, layers.length - 1)}, ${worstOf(where, (l) => stuck[l]!.share)} of the units are off on every example, and get no gradient.`,
    advice: where.some((l) => stuck[l]!.byBias)
      ? "Start the biases at 0: with those that it has, units are off which would be on without them."
      : "Give every feature mean 0 and draw the weights around 0, or use a leaky ReLU, whose units cannot die.",
  };
};
