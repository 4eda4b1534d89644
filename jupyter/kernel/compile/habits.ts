/** First mistakes with the library, as habits from elsewhere make them, and the line that works here. */
import type { Complaint } from "./compile-error";
import { parse } from "./syntax-tree";
import { ts, type TypeScript } from "./tslab";

/** What stands at the place of a complaint. */
interface Place {
  /** The innermost expression there; of `hidden: Math.sin` it is what stands behind the colon. */
  readonly text: string;
  /** What stands before the dot, if the place is behind one. */
  readonly receiver: string;
  readonly node: TypeScript.Node | undefined;
}

/** The line that works; undefined if it is not known after all. */
type Advice = (place: Place, ...found: string[]) => string | undefined;

const onMatrix = (names: string): RegExp =>
  new RegExp(`^Property '(?:${names})' does not exist on type '(?:typeof )?Matrix'`);

const OPERATORS: Readonly<Record<string, (left: string, right: string) => string>> = {
  "+": (left, right) => `${left}.plus(${right})`,
  "-": (left, right) => `${left}.minus(${right})`,
  "*": (left, right) =>
    `${left}.multiply(${right}) is the matrix product, ${left}.hadamard(${right}) goes entry by entry`,
  "/": (left, right) => `${left}.scale(1 / ${right})`,
};

/** What TypeScript says, and what to write instead. */
const TABLE: readonly (readonly [RegExp, Advice])[] = [
  [
    /not callable\.[^]*Type 'Activation'/,
    ({ text }) =>
      `An activation holds two functions: ${text}.f(z) is its value and ${text}.df(z) its slope, e.g. ${text}.f(1); ` +
      `for a matrix, Z.map(${text}.f)`,
  ],
  [
    /'\([^)]*\) => number' is not assignable to (?:parameter of )?type 'Activation'/,
    ({ text }) => `Make an activation of the function: activation("${text.split(".").at(-1)!}", ${text})`,
  ],
  [
    /'Activation' is not assignable to (?:parameter of )?type '\(.*\) => number'/,
    ({ text }) => `The function itself is ${text}.f, its slope ${text}.df`,
  ],
  [
    /'(?:number|any)\[\]\[\]' is not assignable to (?:parameter of )?type 'Matrix'/,
    ({ text }) => `Make a matrix of the rows: Matrix.from(${text})`,
  ],
  [
    /'number\[\]' is not assignable to (?:parameter of )?type 'Matrix(?:Like)?'/,
    ({ text }) => `Make a matrix of the list: Matrix.columnVector(${text}) or Matrix.rowVector(${text})`,
  ],
  [
    /'Dataset' is not assignable to (?:parameter of )?type 'MatrixLike'/,
    ({ text }) => `The inputs are ${text}.X`,
  ],
  [
    /'Matrix' is not assignable to parameter of type 'number'/,
    ({ text, node }) => `For every entry of a matrix: ${text}.map(${calleeOf(node) ?? "f"})`,
  ],
  [onMatrix("T|t"), ({ receiver }) => `${receiver}.transpose()`],
  [onMatrix("dot|matmul|mm|mul"), ({ receiver }) => OPERATORS["*"]!(receiver, "B")],
  [
    onMatrix("times"),
    ({ receiver }) => `${receiver}.scale(2) multiplies by a number; ${OPERATORS["*"]!(receiver, "B")}`,
  ],
  [onMatrix("add"), ({ receiver }) => `${receiver}.plus(B); for biases, ${receiver}.addColumn(b)`],
  [onMatrix("sub|subtract"), ({ receiver }) => `${receiver}.minus(B)`],
  [
    onMatrix("slice|at"),
    ({ receiver }) => `${receiver}.row(i), ${receiver}.column(j), or ${receiver}.pickColumns([0, 1])`,
  ],
  [
    onMatrix("length|size"),
    ({ receiver }) => `${receiver}.rows and ${receiver}.cols; ${receiver}.data.length entries in all`,
  ],
  [onMatrix("reshape"), ({ receiver }) => `new Matrix(rows, cols, ${receiver}.data)`],
  [
    onMatrix("forEach|filter|reduce|some|every|flat|join|push"),
    ({ receiver }) => `${receiver}.data holds the entries row by row, ${receiver}.toArray() the rows`,
  ],
  [onMatrix("random|randn|rand|normal"), () => "normals(2, 3, seeded(0)) draws a 2×3 matrix"],
  [onMatrix("ones"), () => "Matrix.fill(2, 3, 1)"],
  [onMatrix("eye"), () => "Matrix.identity(3)"],
  [/'typeof Matrix' is not callable/, ({ node }) => `Matrix.from(${argumentsOf(node)})`],
  [
    /^Expected 3 arguments, but got 1/,
    ({ node, text }) => (text.startsWith("new Matrix") ? `Matrix.from(${argumentsOf(node)})` : undefined),
  ],
  [
    /'Matrix' (?:must have|is not an array type)/,
    ({ text }) => `${text}.toArray() gives the rows, ${text}.data the entries`,
  ],
  [
    /^Property '(W|b|weights|biases)\d*' does not exist on type 'Network'/,
    ({ receiver }, name = "W") =>
      `${receiver}.layers[0].${name[0]!.replace("w", "W")} is that of the first layer`,
  ],
  [
    /'Matrix' is not assignable to parameter of type 'Network'/,
    () => "The network comes first, the data second",
  ],
  [
    /^Expected 3 arguments, but got 2/,
    ({ text }) =>
      text.startsWith("train") ? "Say how to train: { learningRate: 0.5, steps: 1000 }" : undefined,
  ],
  [
    /^Expected 2 arguments, but got 1/,
    ({ text, receiver }) =>
      text === "get" ? `An entry has a row and a column: ${receiver}.get(i, j)` : undefined,
  ],
  [
    /^Cannot assign to '(.*)' because it is a constant/,
    (_, name = "") => `Declare it by let: let ${name} = …`,
  ],
  [
    /^Property 'show' does not exist on type/,
    ({ receiver }) => `show(${receiver}), or leave it as the last value of a cell`,
  ],
  [
    /'(?:lr|alpha|eta|rate)' does not exist in type 'TrainingOptions/,
    () => "The option is called learningRate",
  ],
  [/'(?:epochs|iterations|n)' does not exist in type 'TrainingOptions/, () => "The option is called steps"],
];

/** TypeScript's numbers of complaints about an operator and what stands on its sides. */
const OPERATOR_CODES = new Set([2362, 2363, 2365]);

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
export function withHabit(complaint: Complaint, source: string): Complaint {
  if (complaint.file !== undefined) return complaint;
  const file = parse(source);
  const place = placeOf(complaint, file);
  const advice = OPERATOR_CODES.has(complaint.code ?? 0)
    ? forOperator(place.node, complaint.code)
    : fromTable(complaint.messages.join("\n"), place);
  return advice === undefined ? complaint : { ...complaint, messages: [...complaint.messages, advice] };
}

function fromTable(message: string, place: Place): string | undefined {
  for (const [pattern, advice] of TABLE) {
    const found = pattern.exec(message);
    if (found) return advice(place, ...found.slice(1));
  }
  return undefined;
}

/** Matrices have methods in the place of operators. TypeScript does not say of what type the sides are. */
function forOperator(node: TypeScript.Node | undefined, code: number | undefined): string | undefined {
  let expression = node;
  while (expression && !ts.isBinaryExpression(expression)) expression = expression.parent;
  if (!expression) return undefined;
  const [left, right] = [expression.left, expression.right].map((side) => side.getText());
  const operator = expression.operatorToken.getText();
  const [isLeft, isRight] = [expression.left, expression.right].map(ts.isNumericLiteral);
  // Both sides are complained about one after the other, and told once.
  if (code === 2363 && !isLeft) return undefined;
  const matrix = isLeft ? right! : left!;
  if (operator === "*" && (isLeft || isRight))
    return `For a matrix: ${matrix}.scale(${isLeft ? left! : right!})`;
  const method = OPERATORS[operator];
  if (method && !isLeft && (!isRight || operator === "/")) return `For matrices: ${method(left!, right!)}`;
  return `For each entry of a matrix: ${matrix}.map((x) => ${isLeft ? left! : "x"} ${operator} ${isLeft ? "x" : right!})`;
}

function placeOf({ line, column, length }: Complaint, file: TypeScript.SourceFile): Place {
  const start = Math.min(file.getPositionOfLineAndCharacter(line - 1, 0) + column - 1, file.text.length);
  let node: TypeScript.Node | undefined;
  const visit = (next: TypeScript.Node): void => {
    if (next.getStart(file) === start && next.end === start + length && !ts.isStatement(next)) node = next;
    if (next.pos <= start && start < next.end) ts.forEachChild(next, visit);
  };
  ts.forEachChild(file, visit);
  return { node, text: textOf(node), receiver: receiverOf(node, file) };
}

function textOf(node: TypeScript.Node | undefined): string {
  if (!node) return "";
  const { parent } = node;
  return ts.isPropertyAssignment(parent) && parent.name === node
    ? parent.initializer.getText()
    : node.getText();
}

function receiverOf(node: TypeScript.Node | undefined, file: TypeScript.SourceFile): string {
  return node && ts.isPropertyAccessExpression(node.parent) ? node.parent.expression.getText(file) : "";
}

function calleeOf(node: TypeScript.Node | undefined): string | undefined {
  return node && ts.isCallExpression(node.parent) ? node.parent.expression.getText() : undefined;
}

function argumentsOf(node: TypeScript.Node | undefined): string {
  return node && (ts.isCallExpression(node) || ts.isNewExpression(node))
    ? (node.arguments ?? []).map((argument) => argument.getText()).join(", ")
    : "rows";
}
