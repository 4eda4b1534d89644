/** Questions about the data: no choice of weights helps where they are the trouble. */
import type { Examples } from "../../data/examples";
import { formatNumber } from "../../math/format";
import type { Matrix } from "../../math/matrix";
import { mean, standardDeviation } from "../../math/statistics";
import { squaredError } from "../../network/losses";
import { listed, type Question } from "./patient";

interface Column {
  readonly name: string;
  readonly center: number;
  readonly spread: number;
}

function columnsOf(data: Examples): Column[] {
  const { X, features }: Examples & { features?: readonly string[] } = data;
  return Array.from({ length: X.rows }, (_, i) => ({
    name: features?.[i] ?? `Feature ${i + 1}`,
    center: mean(X.row(i)),
    spread: standardDeviation(X.row(i)),
  }));
}

/** Features that are far from mean 0 and standard deviation 1; what does not vary cannot be scaled. */
export const askInputs: Question = ({ data }) => {
  const odd = columnsOf(data).filter(
    ({ center, spread }) =>
      spread > 0 && (spread > 10 || spread < 0.02 || Math.abs(center) > 5 * Math.max(spread, 0.2)),
  );
  const [first, ...others] = odd;
  if (!first) return undefined;
  const more = listed(others.map(({ name }) => name));
  const rest = others.length === 0 ? "" : ` So ${others.length === 1 ? "is" : "are"} ${more}.`;
  return {
    problem: "unscaled inputs",
    finding: `${first.name} is far from scaled: mean ${formatNumber(first.center)}, standard deviation ${formatNumber(first.spread)}.${rest}`,
    advice: "Subtract each feature's mean and divide it by its standard deviation.",
  };
};

/** Features with the same value in every example. A few zeros, as at the edge of a picture, do no harm; all of them do. */
export const askConstants: Question = ({ data }) => {
  const columns = columnsOf(data);
  const constant = columns.filter(({ spread }) => spread === 0);
  const [first] = constant;
  if (!first || (constant.length < columns.length && constant.every(({ center }) => center === 0)))
    return undefined;
  const all = constant.length === columns.length;
  return {
    problem: "constant features",
    finding: all
      ? `All ${data.X.cols} examples have the same features, so no network can tell them apart.`
      : `${listed(constant.map(({ name }) => name))} ${constant.length === 1 ? "is" : "are"} the same in every example (${formatNumber(first.center)}), which tells the network nothing.`,
    advice: all
      ? "Look at how the examples were read; each one is a column of X."
      : "Leave such features out; a unit has a bias already.",
  };
};

const varies = (Y: Matrix): boolean => Y.toArray().some((row) => row.some((y) => y !== row[0]));

/** Labels that are all alike, and targets of a size that no fresh network answers. */
export const askLabels: Question = ({ data: { Y }, loss }) => {
  if (!varies(Y)) {
    return {
      problem: "one class",
      finding: `All ${Y.cols} examples have the same label, so a constant answer is perfect and there is nothing to learn.`,
      advice: "Give examples of every class.",
    };
  }
  if (loss !== squaredError) return undefined;
  const [center, spread] = [mean(Y.data), standardDeviation(Y.data)];
  if (spread <= 10 && Math.abs(center) <= 5 * Math.max(spread, 0.2)) return undefined;
  return {
    problem: "unscaled targets",
    finding: `The targets have mean ${formatNumber(center)} and standard deviation ${formatNumber(spread)}, and a fresh network answers with numbers near 0: the first errors, and so the first steps, are far too large.`,
    advice: "Standardize the targets as you do the inputs, and scale the answers back.",
  };
};
