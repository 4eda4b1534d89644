import type { Activation } from "../network/activations";

/** Letters of a formula that have room in a title. */
const ROOM = 40;

/** Whether an activation goes by its formula in z. */
function isFormula({ name }: Activation): boolean {
  return /\bz\b/.test(name);
}

/** An activation in a sentence: `tanh`, or `g(z) = z * exp(-z^2)`. */
export function activationName(activation: Activation): string {
  const { name } = activation;
  const short = name.length > ROOM ? `${name.slice(0, ROOM - 1)}…` : name;
  return isFormula(activation) ? `g(z) = ${short}` : short;
}

/** A layer of it: `tanh layer`, or `layer of g(z) = z * exp(-z^2)`. */
export function layerName(activation: Activation): string {
  const name = activationName(activation);
  return isFormula(activation) ? `layer of ${name}` : `${name} layer`;
}
