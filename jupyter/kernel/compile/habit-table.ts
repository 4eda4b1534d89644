/** What TypeScript says of first mistakes with the library, and the line that works here. */
import ts from "typescript";

/** What is known of the library. */
export interface Offers {
  /** Whether a cell can import a value of this name. */
  offers(name: string): boolean;
  /** A call of it, out of its documentation. */
  example(name: string): string | undefined;
}

/** What stands at the place of a complaint. */
export interface Place {
  /** The innermost expression there; of `hidden: Math.sin` it is what stands behind the colon. */
  readonly text: string;
  /** What stands before the dot, if the place is behind one. */
  readonly receiver: string;
  readonly node: ts.Node | undefined;
  readonly library: Offers;
}

/** The line that works; undefined if it is not known after all. */
export type Advice = (place: Place, ...found: string[]) => string | undefined;

const onMatrix = (names: string): RegExp =>
  new RegExp(`^Property '(?:${names})' does not exist on type '(?:typeof )?Matrix'`);

export const OPERATORS: Readonly<Record<string, (left: string, right: string) => string>> = {
  "+": (left, right) => `${left}.plus(${right})`,
  "-": (left, right) => `${left}.minus(${right})`,
  "*": (left, right) =>
    `${left}.multiply(${right}) is the matrix product, ${left}.hadamard(${right}) goes entry by entry`,
  "/": (left, right) => `${left}.scale(1 / ${right})`,
};

/** The figure that shows a value. */
const DRAWINGS: Readonly<Record<string, string>> = {
  Activation: "activationCurve",
  Dataset: "scatter",
  Examples: "scatter",
  Network: "networkDiagram",
  Run: "lossCurve",
};

/** What TypeScript says, and what to write instead. */
export const TABLE: readonly (readonly [RegExp, Advice])[] = [
  [
    /not callable\.[^]*Type 'Activation'/,
    ({ text }) =>
      `An activation holds two functions: ${text}.f(z) is its value and ${text}.df(z) its slope, e.g. ${text}.f(1); ` +
      `for a matrix, Z.map(${text}.f)`,
  ],
  [
    /does not exist on type '(?:typeof import\(|[\d"]|(?:number|string|boolean)')|'(?:number|string)' is not assignable to (?:parameter of )?type 'Activation'/,
    ({ text, receiver, library }) => {
      const name = receiver || text;
      return library.offers(name)
        ? `Here ${name} is not the library's any more: import { ${name} } from "../lib";`
        : undefined;
    },
  ],
  [
    /'string' is not assignable to (?:parameter of )?type 'Activation'/,
    ({ text }) => `An activation is a value, such as tanh, or is made of a formula: activation(${text})`,
  ],
  [
    /'\([^)]*\) => (?:number|any)' is not assignable to (?:parameter of )?type 'Activation'/,
    ({ text }) => `Make an activation of the function: activation("${nameOf(text)}", ${text})`,
  ],
  [
    /^Property 'df' is missing in type/,
    () => 'activation("name", (z) => …) computes the slope df of a function',
  ],
  [
    /'Activation' is not assignable to (?:parameter of )?type '\(.*\) => number'/,
    ({ text }) => `The function itself is ${text}.f, its slope ${text}.df`,
  ],
  [
    /^Property '(?:multiply|plus|minus|hadamard|transpose|scale|row|column|get|cols|rows|shape|addColumn|\w+Multiply|multiply\w+)' does not exist on type '(?:readonly )?number\[\](\[\])?'/,
    ({ receiver }, isRows) =>
      `Make a matrix of it: ${isRows ? `Matrix.from(${receiver})` : `Matrix.rowVector(${receiver})`}`,
  ],
  [
    /'number' is not assignable to type 'ArrayLike<number>'/,
    () => "A matrix is a list of rows, even if it has only one: [[1, 2]]",
  ],
  [
    /'(?:Matrix|number)' is not assignable to type 'Initializer \| /,
    () => "Give a list with one entry per layer, such as [W1, W2], or an initializer, such as heNormal",
  ],
  [
    /'Matrix' is not assignable to type 'TypedArray/,
    () => "A trace takes lists of numbers: of a matrix W, W.row(0), W.column(0) or W.data",
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
  [onMatrix("fromRows|fromArray|fromArrays|of|create"), () => "Matrix.from([[1, 2], [3, 4]])"],
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
  [/'Run' is not assignable to parameter of type 'Network'/, ({ text }) => `Its network is ${text}.network`],
  [
    /'(?:Matrix|Dataset|Examples)' is not assignable to parameter of type 'Network'/,
    ({ node }) =>
      argumentsOf(node?.parent).includes(",") ? "The network comes first, the data second" : undefined,
  ],
  [
    /'(\w+)' is not assignable to parameter of type 'Showable/,
    ({ text }, type = "") =>
      Object.hasOwn(DRAWINGS, type) ? `show(${DRAWINGS[type]!}(${text}))` : undefined,
  ],
  [
    /^Property '(forward|backward|predict|accuracy|cost|train)' does not exist on type '(?:Network|Run)'/,
    ({ receiver }, name = "") => `It is a function: ${name}(${receiver}, …)`,
  ],
  [
    /^Property 'layers' does not exist on type 'Run'/,
    ({ receiver }) => `Those of the trained network are ${receiver}.network.layers`,
  ],
  [
    /has no properties in common with type/,
    ({ text }) =>
      /^["'`]/.test(text) ? `Options stand in braces and have names: { label: ${text} }` : undefined,
  ],
  [
    /'void' is not assignable to type 'Drawing/,
    () => "Return what is to be drawn: a figure, a matrix, a text, a number or a list of them",
  ],
  [
    /type 'Control<any>'/,
    () => "Its controls are made by slider, number, choice, checkbox, textbox …: { x: slider(0, 1) }",
  ],
  [
    /^Expected 3 arguments, but got 4/,
    ({ node }) => (/^train\b/.test(calleeOf(node) ?? "") ? "The data are one value: { X, Y }" : undefined),
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

/** A name for a function: that of `Math.sin` is sin, that of an arrow what stands behind it. */
function nameOf(text: string): string {
  const body = text.includes("=>") ? text.slice(text.indexOf("=>") + 2).trim() : text.split(".").at(-1)!;
  return body.replaceAll("Math.", "").replaceAll('"', "'");
}

export function calleeOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isCallExpression(node.parent) ? node.parent.expression.getText() : undefined;
}

function argumentsOf(node: ts.Node | undefined): string {
  return node && (ts.isCallExpression(node) || ts.isNewExpression(node))
    ? (node.arguments ?? []).map((argument) => argument.getText()).join(", ")
    : "rows";
}
