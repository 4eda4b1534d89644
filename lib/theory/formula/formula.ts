import type { ConstantNode, MathNode, SymbolNode } from "mathjs";
import { tanh } from "../../network/activations";
import { mathjs } from "./mathjs";

/** A formula in letters. */
export interface Formula {
  /** As it would be typed, e.g. `"alpha * x1"`. */
  readonly text: string;
  /** In TeX, e.g. `"\\alpha \\cdot x_{1}"`. */
  readonly tex: string;
  /** Its value when each letter stands for a number, and g for tanh; throws an Error if a letter is missing. */
  readonly evaluate: (values: Readonly<Record<string, number>>) => number;
}

/** The letters in TeX that are not simply a letter and a subscript. */
const greek: Readonly<Record<string, string>> = {
  alpha: String.raw`\alpha`,
  pi: String.raw`\pi`,
};

/** `w11` as `w_{11}`. */
function letterTex(name: string): string {
  const [, letter, index] = /^([a-zA-Z]+)(\d*)$/.exec(name) ?? [];
  return letter === undefined || index === ""
    ? (greek[name] ?? name)
    : `${greek[letter] ?? letter}_{${index}}`;
}

/** A number as it is written: 5e+5 as `5 \\times 10^{5}`. */
const numberTex = (value: unknown): string =>
  String(value).replace(/e\+?(-?\d+)$/, String.raw` \times 10^{$1}`);

const handler = (node: MathNode): string | undefined => {
  if (isConstant(node)) return numberTex(node.value);
  // A space keeps a letter apart from the command before it.
  if (isSymbol(node)) return ` ${letterTex(node.name)}`;
  if (!isCall(node)) return undefined;
  const argument = nodeTex(node.args[0]!);
  if (node.fn.name === "g") return ` g(${argument})`;
  if (node.fn.name === "dg") return ` g'(${argument})`;
  if (node.fn.name === "exp") return ` e^{${argument}}`;
  if (["log", "ln"].includes(node.fn.name)) return String.raw` \ln\left(${argument}\right)`;
  return undefined;
};

/** Without the sign of a product, a factor such as -1 would be taken for a term. */
const NEGATIVE_FACTOR = /(\\cdot\s*)(-[\d.]+(?: \\times 10\^\{-?\d+\})?)/g;

/** A mathjs expression in TeX. */
export function nodeTex(node: MathNode): string {
  const tex = node.toTex({ parenthesis: "auto", implicit: "hide", handler });
  return tex
    .replaceAll(NEGATIVE_FACTOR, String.raw`$1\left($2\right)`)
    .replaceAll(String.raw`\cdot`, String.raw`\,`)
    .replaceAll(/\s+/g, " ")
    .trim();
}

function isConstant(node: MathNode): node is ConstantNode {
  return node.type === "ConstantNode";
}

/** Whether a node is a letter. */
export function isSymbol(node: MathNode): node is SymbolNode {
  return node.type === "SymbolNode";
}

/** Whether a node calls a function by its name. */
export function isCall(node: MathNode): node is MathNode & { fn: SymbolNode; args: MathNode[] } {
  return node.type === "FunctionNode";
}

/** Where a formula speaks of any function g, it is evaluated with this one and its slope. */
const stand = { g: tanh.f, dg: tanh.df };

/** A mathjs expression as a formula; `expand` writes out its abbreviations before it is evaluated. */
export function expressionFormula(node: MathNode, expand: (node: MathNode) => MathNode): Formula {
  return {
    text: node.toString(),
    tex: nodeTex(node),
    evaluate: (values) => Number(expand(node).evaluate({ ...stand, ...values })),
  };
}

/** The letters in an expression; the name of a function that is called is none. */
export function lettersOf(node: MathNode): string[] {
  const names = node
    .filter((part, path) => isSymbol(part) && path !== "fn")
    .map((part) => (part as SymbolNode).name);
  return [...new Set(names)];
}

/** Replaces letters by expressions. */
export function substitute(node: MathNode, by: ReadonlyMap<string, MathNode>): MathNode {
  return node.transform((part, path) =>
    isSymbol(part) && path !== "fn" ? (by.get(part.name) ?? part) : part,
  );
}

/** Reads an expression. */
export function parseFormula(text: string): MathNode {
  return mathjs().parse(text);
}

/**
 * Sets formulas in TeX below one another, as a markdown text for `show`.
 *
 * @param lines - formulas in TeX; an `&` in each aligns them there
 * @example
 * displayTex(["a &= b", "c &= d"]); // "$$\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}$$"
 */
export function displayTex(lines: readonly string[]): string {
  return String.raw`$$\begin{aligned}` + `\n${lines.join(" \\\\\n")}\n` + String.raw`\end{aligned}$$`;
}
