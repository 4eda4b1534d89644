/** Finds the predictions of a notebook, in the form that the README describes: a question with options, code, an answer. */

/** What matters of a cell. */
export interface Source {
  readonly type: string;
  readonly text: string;
}

/** A question to decide before its code has run. Cells are named by their place in the notebook. */
export interface Prediction {
  /** The markdown cell that asks. */
  readonly question: number;
  /** The question itself, as markdown. */
  readonly asked: string;
  /** What may be chosen, as markdown. */
  readonly options: readonly string[];
  /** The code cells whose outputs answer the question. */
  readonly code: readonly number[];
  /** The markdown cell that begins with the answer. */
  readonly answer: number;
  /** Which option is right; -1 if the answer begins with none of them. */
  readonly right: number;
}

/** The last paragraph of a cell that ends with a list of boxes to tick. */
const QUESTION = /\*\*Predict\b[^*]*\*\*\s*([^]*?)\n\s*\n((?:- \[ \] .*\n?)+)\s*$/;

/** The first words of an answer are bold. */
const ANSWER = /^\s*<details>\s*<summary>Answer<\/summary>\s*\*\*([^]+?)\*\*/;

/** All predictions of a notebook, in their order. */
export function predictionsIn(cells: readonly Source[]): Prediction[] {
  return cells.flatMap(({ type, text }, question) => {
    const [, asked, list] = type === "markdown" ? (QUESTION.exec(text) ?? []) : [];
    if (asked === undefined || list === undefined) return [];
    const answer = cells.findIndex((cell, place) => place > question && cell.type === "markdown");
    const lead = ANSWER.exec(cells[answer]?.text ?? "")?.[1];
    if (lead === undefined) return [];
    const options = [...list.matchAll(/^- \[ \] (.*)$/gm)].map(([, option]) => option!.trim());
    const code = cells.map((_, place) => place).slice(question + 1, answer);
    const right = options.findIndex((option) => sameWords(option, lead));
    return [{ question, asked: asked.trim(), options, code, answer, right }];
  });
}

/** Whether two texts say the same, apart from capitals and a stop at the end. */
export function sameWords(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/[.!:,;]$/, "")
    .replaceAll(/\s+/g, " ")
    .toLowerCase();
}
