import { examplesOf, type Examples, type ExamplesLike } from "../../data/examples";
import { checkInteger } from "../../math/checks";
import { log } from "../../math/elementary";
import { mean, rootMeanSquare } from "../../math/statistics";
import { forward } from "../../network/forward";
import type { Network } from "../../network/network";
import { train, type TrainingOptions } from "../../network/training";

/** How one layer fares as the network grows, one number for each width. */
export interface LayerScaling {
  /** Its number, from 1. */
  readonly layer: number;
  /** The root mean square of its pre-activations before the first step, over units, examples and networks of a width. */
  readonly sizes: readonly number[];
  /** The root mean square of what the steps add to them. */
  readonly changes: readonly number[];
  /** The power of the width that `changes` follows: 0 if a step does the same at every width. */
  readonly growth: number;
}

/** A coordinate check. */
export interface CoordinateCheck {
  /** Units of the first layer, ascending. */
  readonly widths: readonly number[];
  /** One for each layer, from the first to the last. */
  readonly layers: readonly LayerScaling[];
}

/** How the networks of a coordinate check are trained. */
export interface CoordinateOptions extends Omit<TrainingOptions, "steps" | "every" | "batch" | "dropout"> {
  /** 1 if not given. A read-out that starts at 0 holds the layers before it still for the first. */
  readonly steps?: number;
}

/**
 * The coordinate check: takes the same few steps at several widths, and measures how far they move the pre-activations of
 * each layer. If start and rates are chosen well, every layer moves as far in a wide network as in a narrow one.
 *
 * @param networks - the same start at two or more widths; several of one width, of other seeds, count together
 * @param data - labelled examples
 * @param options - `learningRate`, and perhaps `steps`, `rates`, `loss` and `optimizer`
 * @returns the widths, and for each layer the sizes and changes of its pre-activations
 * @throws RangeError if there are fewer than two widths or depths differ, and as `train` does
 * @see Yang and others (2022), Tensor Programs V, appendix D.1
 * @example
 * const at = (n: number) =>
 *   createNetwork({ sizes: [2, n, 1], hidden: tanh, weights: lecunNormal, random: seeded(1) });
 * const { layers } = coordinateCheck([64, 1024].map(at), moons({ random: seeded(2) }), { learningRate: 0.001 });
 * layers.map(({ growth }) => Math.round(2 * growth) / 2); // [-0.5, 1]
 */
export function coordinateCheck(
  networks: readonly Network[],
  data: ExamplesLike,
  options: CoordinateOptions,
): CoordinateCheck {
  const examples = examplesOf(data);
  checkInteger("check coordinates", "the number of steps", options.steps ?? 1, 1);
  const all = networks.map(({ layers }) => layers[0]?.W.rows ?? 0);
  const widths = [...new Set(all)].sort((a, b) => a - b);
  checkNetworks(networks, widths);
  const measured = widths.map((width) =>
    networks.filter((_, k) => all[k] === width).map((start) => moveOf(start, examples, options)),
  );
  const layers = networks[0]!.layers.map((_, l) => {
    const sizes = measured.map((found) => rootMeanSquare(found.map((moves) => moves[l]!.size)));
    const changes = measured.map((found) => rootMeanSquare(found.map((moves) => moves[l]!.change)));
    return { layer: l + 1, sizes, changes, growth: powerOf(widths, changes) };
  });
  return { widths, layers };
}

/** The size of each layer's pre-activations, and how far the steps of one network move them. */
function moveOf(
  start: Network,
  data: Examples,
  { steps = 1, ...settings }: CoordinateOptions,
): { readonly size: number; readonly change: number }[] {
  const { network } = train(start, data, { ...settings, steps, every: steps });
  const after = forward(network, data.X);
  return forward(start, data.X).map(({ Z }, l) => ({
    size: rootMeanSquare(Z.data),
    change: rootMeanSquare(after[l]!.Z.minus(Z).data),
  }));
}

function checkNetworks(networks: readonly Network[], widths: readonly number[]): void {
  if (widths.length < 2) {
    const given = widths.length === 0 ? "no networks" : `width ${widths[0]!} alone`;
    throw new RangeError(`Cannot check coordinates of ${given}: give the same start at two widths or more`);
  }
  const depths = new Set(networks.map(({ layers }) => layers.length));
  if (depths.size > 1) {
    throw new RangeError(
      `Cannot check coordinates of networks with ${[...depths].join(" and ")} layers: only the width may differ`,
    );
  }
}

/** The slope of the straight line through the logarithms, by least squares; what is 0 throughout does not grow. */
function powerOf(widths: readonly number[], values: readonly number[]): number {
  if (values.every((value) => value === 0)) return 0;
  const [x, y] = [widths.map(log), values.map(log)];
  const [middleX, middleY] = [mean(x), mean(y)];
  const together = mean(x.map((one, k) => (one - middleX) * (y[k]! - middleY)));
  return together / mean(x.map((one) => (one - middleX) * (one - middleX)));
}
