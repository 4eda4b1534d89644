/** A question about activations that readers have written: is the slope that of the values? */
import { formatNumber } from "../../math/format";
import { numericSlope } from "../../math/numeric-slope";
import type { Activation } from "../../network/activations";
import type { Question } from "./patient";

/** Where slopes are compared: few of these are kinks of an activation. */
const PLACES = Array.from({ length: 24 }, (_, k) => (k - 12) / 4 + 0.1);

/** The first of several places at which a slope is not that of the values; undefined if there are hardly any. */
function wrongPlace({ f, df }: Activation): number | undefined {
  const slope = numericSlope(f);
  const wrong = PLACES.filter((z) => Math.abs(df(z) - slope(z)) > 1e-3 * Math.max(1, Math.abs(slope(z))));
  return wrong.length > PLACES.length / 6 ? wrong.sort((a, b) => Math.abs(a) - Math.abs(b))[0] : undefined;
}

export const askSlopes: Question = ({ network }) => {
  for (const { name, f, df } of new Set(network.layers.map(({ activation }) => activation))) {
    const z = wrongPlace({ name, f, df });
    if (z === undefined) continue;
    const [given, right] = [df(z), numericSlope(f)(z)].map((slope) => formatNumber(slope));
    return {
      problem: "wrong slope",
      finding: `The slope of ${name} is wrong: at z = ${formatNumber(z)} it is given as ${given!} and is ${right!}, so gradients do not lead downhill.`,
      advice: `Correct df, or leave it out: activation("${name}", f) finds the slope by itself.`,
    };
  }
  return undefined;
};
