import { findNonFinite } from "../math/checks";
import { formatNumber } from "../math/format";
import type { Matrix } from "../math/matrix";
import type { LayerGradient } from "./backward";
import type { LayerPass } from "./forward";
import type { Network } from "./network";

/** Everything that one step of training computed. */
export interface StepResult {
  readonly network: Network;
  readonly passes: readonly LayerPass[];
  readonly loss: number;
  /** Name of the loss. */
  readonly lossName: string;
  readonly gradients: readonly LayerGradient[];
}

/** "NaN in X at (0, 3)", the first NaN or infinite entry; undefined if all are finite. */
export function badEntry(name: string, { data, cols }: Matrix): string | undefined {
  const index = findNonFinite(data);
  if (index < 0) return undefined;
  return `${data[index]!} in ${name} at (${Math.floor(index / cols)}, ${index % cols})`;
}

/** The first bad entry of the quantities of a layer (from 0), in their order. */
function badInLayer(l: number, quantities: Readonly<Record<string, Matrix>>): string | undefined {
  for (const [name, matrix] of Object.entries(quantities)) {
    const bad = badEntry(`${name} of layer ${l + 1}`, matrix);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

/** The first NaN or infinite weight or bias of a network, as in `badEntry`. */
export function badParameter({ layers }: Network): string | undefined {
  for (const [l, { W, b }] of layers.entries()) {
    const bad = badInLayer(l, { W, b });
    if (bad !== undefined) return bad;
  }
  return undefined;
}

/** Where a NaN or an infinity arose, and what helps if smaller numbers do not. */
interface BadValue {
  readonly place: string;
  readonly advice: string | undefined;
}

/** The first NaN or infinite activation of a layer (from 0), and the pre-activation at which it arose. */
function badActivation({ layers }: Network, { Z, A }: LayerPass, l: number): BadValue | undefined {
  const bad = badInLayer(l, { A });
  if (bad === undefined) return undefined;
  const { name, f } = layers[l]!.activation;
  const z = Z.data[findNonFinite(A.data)]!;
  return {
    place: `${bad}, where ${name} got z = ${formatNumber(z)}`,
    advice: anotherActivation("value", f, z),
  };
}

/** The first NaN or infinite dZ of a layer (from 0), and the pre-activation at which the slope is to blame. */
function badSlope({ layers }: Network, { Z }: LayerPass, dZ: Matrix, l: number): BadValue | undefined {
  const bad = badInLayer(l, { dZ });
  if (bad === undefined) return undefined;
  const { name, df } = layers[l]!.activation;
  const z = Z.data[findNonFinite(dZ.data)]!;
  if (Number.isFinite(df(z))) return smaller(bad);
  const place = `${bad}, where the slope of ${name} at z = ${formatNumber(z)} is ${df(z)}`;
  return { place, advice: anotherActivation("slope", df, z) };
}

/** What helps where a function of z has no finite value; undefined if smaller z may, since it has one at 0. */
function anotherActivation(noun: string, g: (z: number) => number, z: number): string | undefined {
  const overflows = !Number.isNaN(g(z)) && Number.isFinite(g(0));
  return overflows ? undefined : `use an activation that has a finite ${noun} at every z`;
}

/** Outputs that are finite may be too large for a loss, but only a mistake in it makes NaN of them. */
function badLoss(loss: number, name: string): BadValue {
  if (!Number.isNaN(loss)) return { place: `${loss} in the loss`, advice: undefined };
  const advice = "its value must be a number wherever the outputs are finite";
  return { place: `NaN in the loss (${name})`, advice };
}

function smaller(place: string | undefined): BadValue | undefined {
  return place === undefined ? undefined : { place, advice: undefined };
}

/** The first NaN or infinite value of a step in the order of computation, which is where it arose. */
export function badValue({ network, passes, loss, lossName, gradients }: StepResult): BadValue | undefined {
  let bad = smaller(badParameter(network));
  for (const [l, pass] of passes.entries()) {
    bad ??= smaller(badInLayer(l, { Z: pass.Z }));
    bad ??= badActivation(network, pass, l);
  }
  if (!Number.isFinite(loss)) bad ??= badLoss(loss, lossName);
  for (let l = passes.length - 1; l >= 0; l--) {
    const { dZ, dW, db } = gradients[l]!;
    bad ??= badSlope(network, passes[l]!, dZ, l) ?? smaller(badInLayer(l, { dW, db }));
  }
  return bad;
}
