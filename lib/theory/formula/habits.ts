/** What readers write in a formula out of habit, and what to write instead. */
import { combinations, functions } from "./terms";

/** Names out of other languages and libraries, and what to write for them. */
const others: Readonly<Record<string, string>> = {
  arctan: "atan",
  heaviside: "z > 0 ? 1 : 0",
  if: "z > 0 ? z : 0.1 z",
  maximum: "max",
  minimum: "min",
  sine: "sin",
  step: "z > 0 ? 1 : 0",
  swish: "silu",
};

/** What someone means by a name that is unknown here: `np.tanh` and `Tanh` are tanh. */
export function meant(name: string): string | undefined {
  const last = name.split(".").at(-1)!.replaceAll("_", "").toLowerCase();
  if (Object.hasOwn(others, last)) return `write ${others[last]!}`;
  const found = Object.keys({ ...functions, ...combinations }).find((one) => one.toLowerCase() === last);
  return found === undefined ? undefined : `write ${found}`;
}

/** How to write what is written otherwise in TypeScript or by hand. */
export function advice(text: string): string {
  if (text.includes("=>")) return "; write only the formula, without =>";
  if (text.includes("|")) return "; write abs(z) for |z|, and or for ||";
  if (text.includes("&&")) return "; write and for &&";
  return "";
}
