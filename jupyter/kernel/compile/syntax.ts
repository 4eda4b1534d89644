/**
 * Repair: a syntax error is reported as such, once.
 *
 * tslab appends a list of the cell's names to it before TypeScript checks it. If a bracket or an operand is missing at the
 * end, that list is taken for a part of the cell.
 * On stock tslab: `const a = 1; const b = a.` complains, besides the missing name, that `a` and `b` were redeclared.
 *
 * So a cell is parsed on its own first, and goes no further if that fails.
 */
import { CompileError, groupDiagnostics } from "./compile-error";
import { parse, type ParsedFile } from "./syntax-tree";
import { ts } from "./tslab";

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
  const file = parse(source);
  if (file.parseDiagnostics.length === 0) return file;
  throw new CompileError(
    source,
    groupDiagnostics(
      file.parseDiagnostics.map(({ start, length, messageText, category, code }) => ({
        start: { offset: start, ...file.getLineAndCharacterOfPosition(start) },
        end: { offset: start + length, ...file.getLineAndCharacterOfPosition(start + length) },
        messageText: ts.flattenDiagnosticMessageText(messageText, "\n"),
        category,
        code,
      })),
    ),
  );
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
    statement.expression.expression.properties.length > 0;
  return isLiteral ? file : undefined;
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
