import type { FunctionNode, MathNode } from "mathjs";
import { isCall, lettersOf, parseFormula } from "../formula/formula";
import { mathjs } from "../formula/mathjs";
import { isAnyFunction, partial } from "./symbolic-network";

/** What to write where mathjs cannot derive a function. */
const ADVICE = "it knows exp, log, tanh, sin and powers; write sigmoid as 1 / (1 + exp(-z))";

/**
 * Throws unless `text` is a formula in these letters that mathjs can derive; `action` names what was tried with it.
 * mathjs would take every other name for a constant, and prove what nobody claimed.
 */
export function checkFormula(action: string, text: string, letters: readonly string[]): void {
  const start = `Cannot ${action} ${JSON.stringify(text)}: it must be a formula in ${letters.join(" and ")}`;
  const node = read(text, start);
  const flaw = unknownLetter(node, letters) ?? unknownCall(node) ?? misfit(node, letters);
  if (flaw !== undefined) throw new RangeError(`${start}, and ${flaw}`);
}

function read(text: string, start: string): MathNode {
  try {
    return parseFormula(text);
  } catch (error) {
    throw new SyntaxError(`${start}, and mathjs cannot read it: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function unknownLetter(node: MathNode, letters: readonly string[]): string | undefined {
  const stray = lettersOf(node).find((letter) => !letters.includes(letter) && !isConstant(letter));
  if (stray === undefined) return undefined;
  return stray in mathjs() ? `${stray} is a name in mathjs that is not a number` : `${stray} is unknown`;
}

/** Whether mathjs knows a number by this name, as pi and e. */
function isConstant(name: string): boolean {
  return Number.isFinite((mathjs() as unknown as Record<string, unknown>)[name]);
}

/** Calls of a number are looked at too, as in `h(3) * z`: mathjs derives around them, and knows no more of them. */
function unknownCall(node: MathNode): string | undefined {
  const call = node.filter((part) => isCall(part)).find((part) => !isKnown(part as FunctionNode));
  return call && `mathjs cannot derive ${(call as FunctionNode).fn.toString()}: ${ADVICE}`;
}

/** Whether mathjs derives a function by its first argument. */
function isKnown(call: FunctionNode): boolean {
  if (isAnyFunction(call)) return true;
  const { FunctionNode, SymbolNode } = mathjs();
  return isDerived(new FunctionNode(call.fn, [new SymbolNode("z"), ...call.args.slice(1)]), ["z"]);
}

function isDerived(node: MathNode, letters: readonly string[]): boolean {
  try {
    for (const letter of letters) partial(node, letter);
    return true;
  } catch {
    return false;
  }
}

/** What else mathjs reads is not a formula: texts, lists, conditions, functions that are defined, nothing at all. */
function misfit(node: MathNode, letters: readonly string[]): string | undefined {
  if (isAnyFunction(node)) return undefined;
  if (!isDerived(node, letters)) return `mathjs cannot derive it: ${ADVICE}`;
  const value = valueOf(node, letters);
  return mathjs().isNumber(value) || mathjs().isComplex(value) ? undefined : "its value is not a number";
}

function valueOf(node: MathNode, letters: readonly string[]): unknown {
  try {
    return node.evaluate(Object.fromEntries(letters.map((letter) => [letter, 0.5])));
  } catch {
    return undefined;
  }
}
