import type { MathNode } from "mathjs";
import { isCall, isSymbol, lettersOf, parseFormula, substitute } from "../formula/formula";
import { mathjs } from "../formula/mathjs";

/** What each abbreviation stands for, in an order in which each needs only those before it. */
export type Definitions = ReadonlyMap<string, MathNode>;

/** The weights and biases of the 2-2-1 network; w and b lead to the hidden units, v and c to the output. */
const parameterNames = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"] as const;

/** One of the weights and biases of the 2-2-1 network. */
export type ParameterName = (typeof parameterNames)[number];

/**
 * The 2-2-1 network in letters: from the inputs x1, x2 and the label y to the loss L.
 *
 * @param activation - the hidden units' function of z, e.g. `"tanh(z)"`; `"g(z)"` stands for any function
 * @param loss - a function of the output's pre-activation z and the label y
 */
export function networkInLetters(activation: string, loss: string): Definitions {
  const g = parseFormula(activation);
  const at = (letter: string): string => substitute(g, new Map([["z", parseFormula(letter)]])).toString();
  const texts = {
    z1: "w11 * x1 + w12 * x2 + b1",
    z2: "w21 * x1 + w22 * x2 + b2",
    a1: at("z1"),
    a2: at("z2"),
    z: "v1 * a1 + v2 * a2 + c",
    L: loss,
  };
  return new Map(Object.entries(texts).map(([name, text]) => [name, parseFormula(text)]));
}

/** Replaces every abbreviation by what it stands for, down to parameters, inputs and label. */
export function expand(node: MathNode, definitions: Definitions): MathNode {
  return lettersOf(node).some((letter) => definitions.has(letter))
    ? expand(substitute(node, definitions), definitions)
    : node;
}

/** Whether a node is `g(letter)`, a call of the function that stands for any. */
export function isAnyFunction(node: MathNode): boolean {
  return isCall(node) && node.fn.name === "g" && node.args.length === 1 && isSymbol(node.args[0]!);
}

/** The partial derivative of an expression by one of its letters. Of g, nothing is known but that its slope is called dg. */
export function partial(node: MathNode, letter: string): MathNode {
  if (isAnyFunction(node)) return parseFormula(`dg(${letter})`);
  return mathjs().derivative(node, letter);
}

/** How an abbreviation depends on the letters in it: each letter with the partial derivative by it. */
type Links = ReadonlyMap<string, readonly (readonly [letter: string, slope: string])[]>;

function linksOf(definitions: Definitions): Links {
  const links = [...definitions].map(([name, node]) => {
    const slopes = lettersOf(node).map((letter) => [letter, partial(node, letter).toString()] as const);
    return [name, slopes] as const;
  });
  return new Map(links);
}

/** All products of slopes along a way from an abbreviation down to a parameter. */
function waysTo(parameter: ParameterName, from: string, links: Links): string[] {
  return (links.get(from) ?? []).flatMap(([letter, slope]) =>
    letter === parameter
      ? [`(${slope})`]
      : waysTo(parameter, letter, links).map((inner) => `(${slope}) * ${inner}`),
  );
}

/**
 * The derivative of the loss by each parameter, by the chain rule: the sum over all ways that lead from one to the
 * other. mathjs derives each link, and simplifies what comes out.
 */
export function gradientInLetters(definitions: Definitions): ReadonlyMap<ParameterName, MathNode> {
  const links = linksOf(definitions);
  return new Map(
    parameterNames.map((name) => [name, mathjs().simplify(waysTo(name, "L", links).join(" + ") || "0")]),
  );
}
