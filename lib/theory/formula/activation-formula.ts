import type {
  ConditionalNode,
  ConstantNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  RelationalNode,
} from "mathjs";
import { isCall, isSymbol, nodeTex, parseFormula } from "./formula";
import { advice, meant } from "./habits";
import {
  combinations,
  composed,
  conditional,
  constantTerm,
  functions,
  operators,
  variable,
  type Term,
} from "./terms";

/** The numbers that a formula may call by name. */
const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** How TypeScript and typesetters write what mathjs writes otherwise; of equal length, so that places stay the same. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\*\*/g, " ^"],
  [/−/g, "-"],
  [/[·×]/g, "*"],
  [/\bMath\./g, "     "],
];

/** A formula in z as a function with its slope, and in TeX. */
interface ReadFormula extends Term {
  readonly tex: string;
}

/**
 * Reads a formula in z. It is evaluated with the library's own functions, which give the same bits everywhere, and its
 * slope follows by the chain rule.
 *
 * @param text - as mathjs reads formulas: `+ - * / ^`, comparisons, `a ? b : c`, `pi`, `e`, and the functions that
 *   `formula-terms` lists; the name of a function alone stands for that function of z
 * @throws SyntaxError if it is not a formula, or RangeError if it has a name in it that is unknown; both name the place
 */
export function readFormula(text: string): ReadFormula {
  const reader = new Reader(text);
  const node = reader.parse();
  return { ...reader.term(node), tex: nodeTex(node) };
}

class Reader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): MathNode {
    const text = this.#text;
    if (text.trim() === "") throw this.#error(SyntaxError, 'write a formula in z, such as "z * exp(-z^2)"');
    const spelled = spellings.reduce((all, [there, here]) => all.replace(there, here), text);
    const isName = Object.hasOwn(functions, spelled.trim()) || spelled.trim() === "abs";
    try {
      return parseFormula(isName ? `${spelled.trim()}(z)` : spelled);
    } catch (error) {
      const { message, char } = error as Error & { char?: number };
      const what = message.replace(/ \(char \d+\)$/, "");
      const place = char === undefined ? "" : char > text.length ? " at its end" : ` at character ${char}`;
      throw this.#error(SyntaxError, `${lowerFirst(what)}${place}${advice(text)}`);
    }
  }

  /** What a part of the formula computes. */
  term(node: MathNode): Term {
    if (isSymbol(node)) return this.#symbol(node.name);
    if (isCall(node)) return this.#call(node);
    switch (node.type) {
      case "ConstantNode":
        return this.#constant(node as ConstantNode);
      case "ParenthesisNode":
        return this.term((node as ParenthesisNode).content);
      case "OperatorNode":
        return this.#operator(node as OperatorNode);
      case "ConditionalNode": {
        const { condition, trueExpr, falseExpr } = node as ConditionalNode;
        return conditional(this.term(condition), this.term(trueExpr), this.term(falseExpr));
      }
      case "RelationalNode":
        return this.#relations(node as RelationalNode);
      default:
        throw this.#noNumber(node);
    }
  }

  #symbol(name: string): Term {
    if (name === "z") return variable;
    if (Object.hasOwn(constants, name)) return constantTerm(constants[name]!);
    const at = this.#place(name);
    if (isFunction(name)) throw this.#error(RangeError, `${name}${at} is a function; write ${name}(z)`);
    const known = meant(name) ?? "the variable is z, and the constants are pi and e";
    throw this.#error(RangeError, `${name}${at} is unknown; ${known}`);
  }

  #constant(node: ConstantNode): Term {
    if (typeof node.value === "number") return constantTerm(node.value);
    throw this.#noNumber(node);
  }

  #operator(node: OperatorNode): Term {
    const { fn, op, args }: { fn: string; op: string; args: MathNode[] } = node;
    const operator = Object.hasOwn(operators, fn) ? operators[fn] : undefined;
    if (!operator)
      throw this.#error(RangeError, `${op}${this.#place(op)} is not an operator on real numbers`);
    const [u, v] = args.map((part) => this.term(part));
    return operator(u!, v ?? u!);
  }

  /** `0 < z < 1` is `0 < z and z < 1`. */
  #relations({ conditionals, params }: RelationalNode): Term {
    const terms = params.map((part) => this.term(part));
    return conditionals
      .map((name, k) => operators[name]!(terms[k]!, terms[k + 1]!))
      .reduce((all, next) => operators.and!(all, next));
  }

  #call(node: MathNode & { fn: MathNode; args: MathNode[] }): Term {
    const name = node.fn.toString();
    const count = node.args.length;
    // `z (1 + z)` reads as a call, and is a product.
    if (count === 1 && (name === "z" || Object.hasOwn(constants, name))) {
      return operators.multiply!(this.#symbol(name), this.term(node.args[0]!));
    }
    const combination = Object.hasOwn(combinations, name) ? combinations[name] : undefined;
    const [from, to] = combination ? [combination.from, combination.to] : [1, 1];
    if (!isFunction(name)) {
      const known =
        meant(name) ??
        "it may call exp, log, sqrt, sin, tanh, abs, max and the like, and the library's activations";
      throw this.#error(RangeError, `the function ${name}${this.#place(name)} is unknown; ${known}`);
    }
    if (count < from || count > to) {
      const needed =
        to === Infinity ? `at least ${from} numbers` : from === 1 ? "1 number" : `${from} numbers`;
      throw this.#error(RangeError, `${name}${this.#place(name)} takes ${needed}, not ${count}`);
    }
    const terms = node.args.map((part) => this.term(part));
    if (combination) return combination.of(terms);
    // Of z itself, a function of the library stays what it is: the engine knows fast ways for some.
    return terms[0] === variable ? functions[name]! : composed(functions[name]!, terms[0]!);
  }

  #noNumber(node: MathNode): Error {
    const isAssignment = /^(Function)?AssignmentNode$/.test(node.type);
    const advice = isAssignment
      ? "; write only what stands right of ="
      : this.#text.trim().startsWith("lambda")
        ? "; write only the formula, behind the colon"
        : "";
    return this.#error(RangeError, `${node.toString()} is not a number${advice}`);
  }

  /** " at character 3", where a word stands first. */
  #place(word: string): string {
    const at = /^\w+$/.test(word) ? this.#text.search(new RegExp(`\\b${word}\\b`)) : this.#text.indexOf(word);
    return at < 0 ? "" : ` at character ${at + 1}`;
  }

  #error(Kind: ErrorConstructor, flaw: string): Error {
    return new Kind(`Cannot make an activation of ${JSON.stringify(this.#text)}: ${flaw}`);
  }
}

function isFunction(name: string): boolean {
  return Object.hasOwn(functions, name) || Object.hasOwn(combinations, name);
}

function lowerFirst(text: string): string {
  return `${text[0]!.toLowerCase()}${text.slice(1)}`;
}
