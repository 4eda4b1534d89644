import type { Activation } from "../network/activations";
import { flatSlope } from "../theory/signal/saturation";

/** Letters of a formula that have room in a title. */
const ROOM = 40;

/** An activation in a sentence: `tanh`, or in quotation marks, and on one line, a formula such as `z * exp(-z^2)`. */
export function activationName({ name }: Activation): string {
  const short = name.length > ROOM ? `${name.slice(0, ROOM - 1)}…` : name;
  return /\bz\b/.test(name) ? `“${short.replaceAll(" ", "\u00a0")}”` : short;
}

/** What a unit is where its activation is flat: off, where that is 0 on one side alone; saturated, if it levels off; else just flat. */
export function flatWord(activation: Activation): "inactive" | "saturated" | "nearly flat" {
  const { f, df } = activation;
  const steps = Array.from({ length: 64 }, (_, i) => (i + 1) / 2);
  const isOff = (side: number): boolean => steps.every((z) => f(side * z) === 0 && df(side * z) === 0);
  const limit = flatSlope(activation);
  const levelsOff = (side: number): boolean => {
    const [near, far] = [16, 32].map((z) => Math.abs(df(side * z))) as [number, number];
    return near < limit && far <= near / 2;
  };
  if ([-1, 1].some((side) => isOff(side) && !levelsOff(-side))) return "inactive";
  return levelsOff(-1) || levelsOff(1) ? "saturated" : "nearly flat";
}
