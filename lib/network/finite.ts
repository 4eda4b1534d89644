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

/** The first NaN or infinite activation of a layer (from 0), and the pre-activation at which it arose. */
function badActivation(network: Network, { Z, A }: LayerPass, l: number): string | undefined {
  const bad = badInLayer(l, { A });
  if (bad === undefined) return undefined;
  return `${bad}, where ${network.layers[l]!.activation.name} got z = ${formatNumber(Z.data[findNonFinite(A.data)]!)}`;
}

/** The first NaN or infinite value of a step in the order of computation, which is where it arose. */
export function badValue({ network, passes, loss, gradients }: StepResult): string | undefined {
  let bad = badParameter(network);
  for (let l = 0; l < passes.length; l++) {
    bad ??= badInLayer(l, { Z: passes[l]!.Z });
    bad ??= badActivation(network, passes[l]!, l);
  }
  if (!Number.isFinite(loss)) bad ??= `${loss} in the loss`;
  for (let l = passes.length - 1; l >= 0; l--) bad ??= badInLayer(l, { ...gradients[l]! });
  return bad;
}
