import type { Activation } from "../network/activations";

/** Letters of a formula that have room in a title. */
const ROOM = 40;

/** An activation in a sentence: `tanh`, or in quotation marks, and on one line, a formula such as `z * exp(-z^2)`. */
export function activationName({ name }: Activation): string {
  const short = name.length > ROOM ? `${name.slice(0, ROOM - 1)}…` : name;
  return /\bz\b/.test(name) ? `“${short.replaceAll(" ", "\u00a0")}”` : short;
}
