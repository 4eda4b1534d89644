import { findNonFinite } from "../math/checks";
import type { Matrix } from "../math/matrix";
import type { Network } from "./network";
import type { LayerGradient } from "./backward";
import type { LayerPass } from "./forward";

/** Everything one step of training computed. */
export interface StepResult {
  readonly network: Network;
  readonly passes: readonly LayerPass[];
  readonly loss: number;
  readonly gradients: readonly LayerGradient[];
}

/** Quantities of a step in the order in which they were computed, so that the first bad one is the origin. */
function* quantities({ network, passes, loss, gradients }: StepResult): Generator<[string, Matrix | number]> {
  for (let l = 0; l < passes.length; l++) {
    const { W, b } = network.layers[l]!;
    const { Z, A } = passes[l]!;
    for (const [name, matrix] of Object.entries({ W, b, Z, A })) yield [`${name} of layer ${l + 1}`, matrix];
  }
  yield ["the loss", loss];
  for (let l = passes.length - 1; l >= 0; l--) {
    const { dZ, dW, db } = gradients[l]!;
    for (const [name, matrix] of Object.entries({ dZ, dW, db })) yield [`${name} of layer ${l + 1}`, matrix];
  }
}

/** First NaN or infinite value of a step: "NaN in Z of layer 2 at (0, 3)"; undefined if all are finite. */
export function describeNonFinite(result: StepResult): string | undefined {
  for (const [name, quantity] of quantities(result)) {
    if (typeof quantity === "number") {
      if (!Number.isFinite(quantity)) return `${quantity} in ${name}`;
      continue;
    }
    const place = describeEntry(quantity);
    if (place !== undefined) return place.replace("@", `in ${name}`);
  }
  return undefined;
}

/** "NaN @ at (0, 3)", the first NaN or infinite entry; undefined if there is none. */
function describeEntry({ data, cols }: Matrix): string | undefined {
  const index = findNonFinite(data);
  if (index < 0) return undefined;
  return `${data[index]!} @ at (${Math.floor(index / cols)}, ${index % cols})`;
}
