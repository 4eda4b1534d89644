/** First mistakes with the library, as habits from elsewhere make them, and the line that works here. */
import type { Complaint } from "./compile-error";
import { OPERATORS, TABLE, type Offers, type Place } from "./habit-table";
import { parse } from "./syntax-tree";
import ts from "typescript";

/** TypeScript's numbers of complaints about what stands on the sides of an operator, and about both together. */
const [LEFT, RIGHT, BOTH] = [2362, 2363, 2365];

/** Its numbers of complaints about what a function was given. */
const CALL_CODES = new Set([2322, 2345, 2353, 2554, 2555, 2559, 2739, 2740, 2741, 2769]);

/** Names of Python, and what stands for them here. */
const PYTHON: Readonly<Record<string, string>> = {
  print: "Write console.log(…), or leave the value as the last line of a cell",
  len: "Write list.length, for a matrix W.rows and W.cols",
  np: "Matrices are in the library: Matrix.zeros(2, 3), normals(2, 3, seeded(0)); lib? lists all there is",
  numpy: "Matrices are in the library: Matrix.zeros(2, 3), normals(2, 3, seeded(0)); lib? lists all there is",
  torch: "This kit has its own library; lib? lists all there is",
  plt: 'Figures are in the library; your own: show({ data: [{ x: [1, 2], y: [3, 4], type: "scatter" }] })',
  range: "Write Array.from({ length: 10 }, (_, i) => i)",
};

/** What to write in the place of an unknown name. */
export function insteadOf(name: string, source: string): string | undefined {
  if (Object.hasOwn(PYTHON, name)) return PYTHON[name];
  return new RegExp(`(?:^|[\\n;])\\s*${name.replaceAll("$", "\\$")}\\s*=[^=]`).test(source)
    ? `A new name is declared: const ${name} = …, or let ${name} = … if it will change`
    : undefined;
}

/** The complaint with the line that works, where it is known. */
export function withHabit(
  complaint: Complaint,
  source: string,
  all: readonly Complaint[],
  library: Offers,
): Complaint {
  if (complaint.file !== undefined) return complaint;
  const file = parse(source);
  const place = placeOf(complaint, file, library);
  const sides = all.filter(({ line }) => line === complaint.line).map(({ code }) => code);
  const advice = [LEFT, RIGHT, BOTH].includes(complaint.code ?? 0)
    ? forOperator(place.node, complaint, sides)
    : (fromTable(complaint.messages.join("\n"), place) ?? usageOf(place, complaint.code));
  return advice === undefined ? complaint : { ...complaint, messages: [...complaint.messages, advice] };
}

function fromTable(message: string, place: Place): string | undefined {
  for (const [pattern, advice] of TABLE) {
    const found = pattern.exec(message);
    const line = found && advice(place, ...found.slice(1));
    if (line !== undefined && line !== null) return line;
  }
  return undefined;
}

/** How a function of the library is called that was called with something else. */
function usageOf({ node, library }: Place, code = 0): string | undefined {
  let call = node;
  while (call && !ts.isCallExpression(call) && !ts.isFunctionLike(call)) call = call.parent;
  const name = call && ts.isCallExpression(call) ? call.expression.getText() : "";
  if (!CALL_CODES.has(code) || !library.offers(name)) return undefined;
  const example = library.example(name);
  return `${name}? tells what it takes${example === undefined ? "" : `, for example ${example}`}`;
}

/** Matrices have methods in the place of operators. TypeScript says of which sides only that they are no numbers. */
function forOperator(
  node: ts.Node | undefined,
  { code, messages: [message = ""] }: Complaint,
  sides: readonly (number | undefined)[],
): string | undefined {
  let expression = node;
  while (expression && !ts.isBinaryExpression(expression)) expression = expression.parent;
  if (!expression) return undefined;
  const [left, right] = [expression.left, expression.right].map((side) => side.getText());
  const operator = expression.operatorToken.getText();
  // A side that is not complained about is a number.
  const isLeft =
    ts.isNumericLiteral(expression.left) ||
    (code === RIGHT && !sides.includes(LEFT)) ||
    message.includes(" 'number' and");
  const isRight =
    ts.isNumericLiteral(expression.right) ||
    (code === LEFT && !sides.includes(RIGHT)) ||
    message.includes("and 'number'");
  // Both sides are complained about one after the other, and told once.
  if (code === RIGHT && !isLeft) return undefined;
  const matrix = isLeft ? right! : left!;
  if (operator === "*" && (isLeft || isRight))
    return `For a matrix: ${matrix}.scale(${isLeft ? left! : right!})`;
  const method = OPERATORS[operator];
  if (method && !isLeft && (!isRight || operator === "/")) return `For matrices: ${method(left!, right!)}`;
  return `For each entry of a matrix: ${matrix}.map((x) => ${isLeft ? left! : "x"} ${operator} ${isLeft ? "x" : right!})`;
}

function placeOf({ line, column, length }: Complaint, file: ts.SourceFile, library: Offers): Place {
  const start = Math.min(file.getPositionOfLineAndCharacter(line - 1, 0) + column - 1, file.text.length);
  let node: ts.Node | undefined;
  const visit = (next: ts.Node): void => {
    if (next.getStart(file) === start && next.end === start + length && !ts.isStatement(next)) node = next;
    if (next.pos <= start && start < next.end) ts.forEachChild(next, visit);
  };
  ts.forEachChild(file, visit);
  return { node, text: textOf(node), receiver: receiverOf(node, file), library };
}

function textOf(node: ts.Node | undefined): string {
  if (!node) return "";
  const { parent } = node;
  return ts.isPropertyAssignment(parent) && parent.name === node
    ? parent.initializer.getText()
    : node.getText();
}

function receiverOf(node: ts.Node | undefined, file: ts.SourceFile): string {
  return node && ts.isPropertyAccessExpression(node.parent) ? node.parent.expression.getText(file) : "";
}
