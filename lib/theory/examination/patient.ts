/** What the questions of an examination share: the patient, what an answer looks like, and how layers are named. */
import type { Examples } from "../../data/examples";
import { formatNumber } from "../../math/format";
import { rootMeanSquare } from "../../math/statistics";
import { forward, type LayerPass } from "../../network/forward";
import type { Loss } from "../../network/losses";
import type { Layer, Network } from "../../network/network";
import type { CoordinateCheck } from "../signal/coordinate-check";
import type { LayerDiagnosis } from "../signal/diagnostics";
import { flatSlope } from "../signal/saturation";
import type { Contrast } from "../signal/signal";

/** What can be wrong with a network before it has learned anything. */
export type Problem =
  | "not a number"
  | "one class"
  | "unscaled targets"
  | "unscaled inputs"
  | "constant features"
  | "wrong slope"
  | "tied units"
  | "no gradient"
  | "linear network"
  | "dead units"
  | "one-sided units"
  | "saturation"
  | "nearly linear"
  | "small weights"
  | "vanishing signal"
  | "exploding signal"
  | "lost contrast"
  | "vanishing error"
  | "exploding error"
  | "overconfident"
  | "rare class"
  | "steps too large"
  | "steps too small"
  | "steps that change with width";

/** One thing that is wrong, and what to do about it. */
export interface Finding {
  readonly problem: Problem;
  /** What was measured, with its numbers; layers are counted from 1, as in the mathematics. */
  readonly finding: string;
  readonly advice: string;
}

/** All that the single questions need. */
export interface Patient {
  readonly network: Network;
  readonly data: Examples;
  readonly loss: Loss;
  readonly learningRate: number | undefined;
  /** A coordinate check, if networks of other widths were given. */
  readonly coordinates: CoordinateCheck | undefined;
  readonly passes: readonly LayerPass[];
  readonly layers: readonly (Required<LayerDiagnosis> & Pick<Contrast, "difference" | "correlation">)[];
}

/** A question to a network. */
export type Question = (patient: Patient) => Finding | undefined;

/** More layers than this are told by their number. */
const MOST_NAMED = 4;

/** "layers 1 and 3", "layers 1, 2 and 5", "all 7 hidden layers", "23 of the 30 hidden layers (from layer 4 on)". */
export function named(layers: readonly number[], count: number, noun = "hidden layers"): string {
  const numbers = layers.map((l) => l + 1);
  if (numbers.length === count && count > 2) return `all ${count} ${noun}`;
  if (numbers.length === 1) return `layer ${numbers[0]!}`;
  if (numbers.length > MOST_NAMED)
    return `${numbers.length} of the ${count} ${noun} (from layer ${numbers[0]!} on)`;
  return `layers ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)!}`;
}

/** The largest of the shares of some layers, in percent. */
export function worstOf(layers: readonly number[], share: (l: number) => number): string {
  const worst = `${formatNumber(100 * Math.max(...layers.map(share)))} %`;
  return layers.length === 1 ? worst : `up to ${worst}`;
}

/** The hidden layers of which something holds. */
export function hiddenWhere({ network }: Patient, holds: (l: number) => boolean): number[] {
  return network.layers.slice(0, -1).flatMap((_, l) => (holds(l) ? [l] : []));
}

/** The root mean square of a layer's pre-activations. */
export function sizeOfZ({ passes }: Patient, l: number): number {
  return rootMeanSquare(passes[l]!.Z.data);
}

/** The same network on the same examples with every feature's mean subtracted: what it would be if the data were centered. */
export function centered({ network, data: { X } }: Patient): Pick<Patient, "network" | "passes"> {
  const means = X.sumRows().scale(1 / X.cols);
  return { network, passes: forward(network, X.addColumn(means.scale(-1))) };
}

/** Whether an activation is flat on both sides. */
export function isBounded({ activation }: Layer): boolean {
  const limit = flatSlope(activation);
  return [-32, 32].every((z) => Math.abs(activation.df(z)) < limit);
}

/** "red, blue and 3 more": the first few of some names. */
export function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  const shown = [...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])];
  return shown.join(", ").replace(/, ([^,]*)$/, " and $1");
}
