import type { MathNode } from "mathjs";
import { seeded } from "../../math/random/seeded";
import { expressionFormula, lettersOf, parseFormula, substitute, type Formula } from "../formula/formula";
import { checkFormula } from "./formula-check";
import { mathjs } from "../formula/mathjs";
import {
  expand,
  gradientInLetters,
  networkInLetters,
  type Definitions,
  type ParameterName,
} from "./symbolic-network";

/** What may be equal at the two hidden units: their weights (rows of W₁), their biases, their output weights. */
export type Equality = "weights" | "biases" | "outputWeights";

/** Which letter each equality replaces by which. */
const replacements: Readonly<Record<Equality, readonly (readonly [ParameterName, ParameterName])[]>> = {
  weights: [
    ["w21", "w11"],
    ["w22", "w12"],
  ],
  biases: [["b2", "b1"]],
  outputWeights: [["v2", "v1"]],
};

/** Settings of `proveSymmetry`. */
export interface ProofOptions {
  /** Function of the hidden units, in z, e.g. `"tanh(z)"` or `"1 / (1 + exp(-z))"`; `"g(z)"`, any function, if not given. */
  readonly activation?: string;
  /** Loss of one example, in the output's pre-activation z and the label y; cross-entropy of a sigmoid if not given. */
  readonly loss?: string;
  /** What is equal before the step; all three if not given. */
  readonly equal?: readonly Equality[];
}

/** A weight or bias of unit 1 and its counterpart at unit 2, after a step. */
export interface UpdateComparison {
  readonly names: readonly [ParameterName, ParameterName];
  /** Both after the step. */
  readonly updates: readonly [Formula, Formula];
  /** The first minus the second, simplified. */
  readonly difference: Formula;
  /** Equal if the difference simplifies to 0, different if it is not 0 for some numbers, else undecided. */
  readonly verdict: "equal" | "different" | "undecided";
}

/** What mathjs derived. */
export interface SymbolicProof {
  /** The network: what z₁, z₂, a₁, a₂, z and the loss L stand for. */
  readonly network: Readonly<Record<string, Formula>>;
  /** The derivative of the loss by each weight and bias, wherever they are. */
  readonly gradient: Readonly<Record<ParameterName, Formula>>;
  /** The two units after a step from a start with the equalities. */
  readonly comparisons: readonly UpdateComparison[];
  /** Whether all counterparts are equal after the step. */
  readonly holds: boolean;
}

/**
 * Proves in letters that a step of gradient descent keeps the two hidden units of a 2-2-1 network equal.
 *
 * mathjs derives the gradient of the loss for symbolic inputs x1, x2, label y, weights, biases and learning rate alpha;
 * then the equalities of the start are put in, and the difference of the two updated units is simplified.
 * Leave an equality out, and the proof says what the difference is.
 *
 * @param options - `activation`, `loss` and `equal`
 * @returns the network, its gradient, the comparison of the updated units, and whether the proof `holds`
 * @throws SyntaxError if mathjs cannot read the activation or the loss
 * @throws RangeError if the activation is not a formula in z alone, the loss not one in z and y with a z in it, or mathjs
 *   cannot derive one of them
 * @example
 * proveSymmetry().holds; // true
 * proveSymmetry().gradient.b1.text; // "(exp(z) / (exp(z) + 1) - y) * v1 * dg(z1)"
 * proveSymmetry({ activation: "tanh(z)" }).comparisons.map(({ difference }) => difference.text); // ["0", "0", "0", "0"]
 * const broken = proveSymmetry({ equal: ["weights", "biases"] });
 * broken.comparisons[0].verdict; // "different"
 * proveSymmetry({ activation: "tanh(x)" }); // throws RangeError: Cannot prove symmetry for activation "tanh(x)":
 * // it must be a formula in z, and x is unknown
 */
export function proveSymmetry(options: ProofOptions = {}): SymbolicProof {
  const {
    activation = "g(z)",
    loss = "log(1 + exp(z)) - y * z",
    equal = ["weights", "biases", "outputWeights"],
  } = options;
  checkFormula("prove symmetry for activation", activation, ["z"]);
  checkFormula("prove symmetry for loss", loss, ["z", "y"]);
  if (!lettersOf(parseFormula(loss)).includes("z")) {
    // All gradients would be 0, and the proof would say nothing.
    throw new RangeError(`Cannot prove symmetry for loss ${JSON.stringify(loss)}: it must depend on z`);
  }
  const definitions = networkInLetters(activation, loss);
  const derivatives = gradientInLetters(definitions);
  const comparisons = compareUpdates(definitions, derivatives, equal);
  const asFormula = (node: MathNode): Formula => expressionFormula(node, (n) => expand(n, definitions));
  return {
    network: Object.fromEntries([...definitions].map(([name, node]) => [name, asFormula(node)])),
    gradient: Object.fromEntries([...derivatives].map(([name, node]) => [name, asFormula(node)])) as Record<
      ParameterName,
      Formula
    >,
    comparisons,
    holds: comparisons.every(({ verdict }) => verdict === "equal"),
  };
}

function compareUpdates(
  definitions: Definitions,
  derivatives: ReadonlyMap<ParameterName, MathNode>,
  equal: readonly Equality[],
): UpdateComparison[] {
  const start = new Map(
    equal.flatMap((one) => replacements[one]).map(([by, name]) => [by, parseFormula(name)]),
  );
  const started = new Map([...definitions].map(([name, node]) => [name, substitute(node, start)]));
  const same = new Map([...start, ...repetitions(started)]);
  const asFormula = (node: MathNode): Formula => expressionFormula(node, (n) => expand(n, started));
  const updated = (name: ParameterName): MathNode =>
    substitute(parseFormula(`${name} - alpha * (${derivatives.get(name)!.toString()})`), same);
  return Object.values(replacements)
    .flat()
    .map(([second, first]) => {
      const [left, right] = [updated(first), updated(second)];
      const difference = asFormula(mathjs().simplify(`(${left.toString()}) - (${right.toString()})`));
      const updates = [asFormula(left), asFormula(right)] as const;
      return { names: [first, second], updates, difference, verdict: judge(difference, updates, started) };
    });
}

/** Abbreviations that stand for the same as an earlier one, e.g. z2 for z1, with that one. */
function repetitions(definitions: Definitions): Map<string, MathNode> {
  const repeated = new Map<string, MathNode>();
  const seen = new Map<string, string>();
  for (const [name, node] of definitions) {
    const text = substitute(node, repeated).toString();
    const earlier = seen.get(text);
    if (earlier !== undefined) repeated.set(name, parseFormula(earlier));
    else seen.set(text, name);
  }
  return repeated;
}

/** What is left of two updates by rounding is a smaller share of them than this. */
const ROUNDING = 1e-12;

/** Ten draws of numbers for the letters; tanh stands in for any function. */
function judge(
  difference: Formula,
  updates: readonly Formula[],
  definitions: Definitions,
): UpdateComparison["verdict"] {
  if (difference.text === "0") return "equal";
  const random = seeded(1);
  const texts = [difference, ...updates].map(({ text }) => text);
  const letters = lettersOf(expand(parseFormula(texts.join(" + ")), definitions));
  const isWitness = (): boolean => {
    const values = Object.fromEntries(letters.map((letter) => [letter, 2 * random() - 1]));
    const size = updates.reduce((sum, update) => sum + Math.abs(update.evaluate(values)), 0);
    return Math.abs(difference.evaluate(values)) > ROUNDING * size;
  };
  return Array.from({ length: 10 }).some(isWitness) ? "different" : "undecided";
}
