/** The grammar of cells. */
import ts from "typescript";
import { advise } from "./advice";
import { usedNames } from "./cell-module";
import { CompileError } from "./compile-error";
import { complaintsOf } from "./complaints";
import { parse, type ParsedFile } from "./syntax-tree";

/**
 * Parses a cell.
 *
 * @returns the syntax tree, and the text that it is of: an object literal that stands alone is put in parentheses, since
 *   TypeScript would take it for a block
 * @throws CompileError if it does not follow TypeScript's grammar
 */
export function parseCell(source: string): ParsedFile {
  const literal = asObjectLiteral(source);
  if (literal) return literal;
  const file = parse(withComposedNames(source));
  if (file.parseDiagnostics.length === 0) return file;
  throw new CompileError(source, advise(source, complaintsOf(file.parseDiagnostics, file)));
}

/**
 * A name such as ŷ can be written in two ways, as one character or as y and a circumflex. They look alike, and JavaScript takes
 * them for two names; in cells they are one.
 */
function withComposedNames(source: string): string {
  if (source === source.normalize()) return source;
  const names = [...usedNames(parse(source))].filter((name) => name !== name.normalize());
  return names.reduce((text, name) => text.replaceAll(name, name.normalize()), source);
}

function asObjectLiteral(source: string): ParsedFile | undefined {
  if (!/^\s*\{[^]*\}\s*$/.test(source)) return undefined;
  const file = parse(`(${source})`);
  const [statement] = file.statements;
  const isLiteral =
    file.parseDiagnostics.length === 0 &&
    file.statements.length === 1 &&
    ts.isExpressionStatement(statement!) &&
    ts.isParenthesizedExpression(statement.expression) &&
    ts.isObjectLiteralExpression(statement.expression.expression) &&
    statement.expression.expression.properties.length > 0 &&
    statement.expression.expression.properties.every(isOfLiteral);
  return isLiteral ? file : undefined;
}

/** TypeScript also takes a call, `f();`, for a method that has lost its body, and `x = 1` for a default. */
function isOfLiteral(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(property)) return property.objectAssignmentInitializer === undefined;
  return !ts.isMethodDeclaration(property) || property.body !== undefined;
}

/** Whether a cell is whole, or the reader is still writing: an editor then starts a new line. */
export function isComplete(source: string): { readonly status: string; readonly indent?: string } {
  const { parseDiagnostics } = parse(source);
  if (parseDiagnostics.length === 0) return { status: "complete" };
  const end = source.trimEnd().length;
  const isOpen = parseDiagnostics.every(
    ({ start, code }) => start >= end || UNTERMINATED.has(code) || source.slice(start).trim() === "",
  );
  if (!isOpen) return { status: "invalid" };
  const line = source.slice(source.lastIndexOf("\n") + 1);
  const indent = /^\s*/.exec(line)![0] + (/[([{]\s*$/.test(line) ? "  " : "");
  return { status: "incomplete", indent };
}

/** What TypeScript says of a comment, template literal or regular expression that has no end. */
const UNTERMINATED = new Set([1010, 1160]);
