import { type Cell, type Notebook, sourceOf } from "../../browser/helpers/notebook";
import { hasTag } from "./cells";

/** An answer that somebody may give to an exercise, and a part of what the check must then say. */
export interface Answer {
  readonly code: string;
  readonly says: string;
}

/** An exercise of a notebook: the cell to edit, the cell that checks it, and answers to try. */
export interface Exercise {
  readonly cell: Cell;
  readonly check: Cell;
  readonly solution: string;
  readonly wrongAnswers: readonly Answer[];
}

/**
 * The exercises of a notebook, from the tags of its cells: `exercise`, then `check`, then `solution`.
 *
 * @throws Error if an exercise lacks its check or its solution
 */
export function exercisesOf(notebook: Notebook): Exercise[] {
  const { cells } = notebook;
  return cells.flatMap((cell, place) => {
    if (!hasTag(cell, "exercise")) return [];
    const next = cells.findIndex((other, index) => index > place && hasTag(other, "exercise"));
    const rest = cells.slice(place + 1, next === -1 ? undefined : next);
    const check = rest.find((other) => hasTag(other, "check"));
    const solution = rest.find((other) => hasTag(other, "solution"));
    if (check === undefined) throw new Error(`${cell.id}: no cell after this exercise is tagged “check”`);
    if (solution === undefined)
      throw new Error(`${cell.id}: no cell after this exercise is tagged “solution”`);
    const wrongAnswers = (check.metadata.wrongAnswers ?? []) as Answer[];
    return [{ cell, check, solution: codeIn(solution), wrongAnswers }];
  });
}

function codeIn(cell: Cell): string {
  const code = /```ts\n([\s\S]*?)```/.exec(sourceOf(cell))?.[1];
  if (code === undefined) throw new Error(`${cell.id}: this solution has no \`\`\`ts block`);
  return code.trimEnd();
}

/** What is not an answer to any exercise, in all kinds of values. */
const NO_ANSWERS = [
  "undefined",
  "Number.NaN",
  "Number.POSITIVE_INFINITY",
  '"hello"',
  "[]",
  "[[1, 2], [3]]",
  "{}",
  "() => Number.NaN",
];

/** Assignments of what is not an answer, for an exercise whose check takes the answer as it is. */
function noAnswersTo({ check }: Exercise): Answer[] {
  const name = /\bcheck\(\s*"[^"]*",\s*(\w+),\s*"/.exec(sourceOf(check))?.[1];
  if (name === undefined) return [];
  return NO_ANSWERS.map((value) => ({ code: `const ${name} = ${value};`, says: NOT_YET }));
}

const NOT_YET = ": not yet. Your ";

/** One try of an exercise: the ids of the two cells that `withAnswers` adds for it, and what the check must say. */
export interface Try {
  readonly exercise: Exercise;
  readonly answer: Answer;
  readonly checkId: string;
}

const PASSED = "passed";

/** The notebook with every answer tried at its end, each followed by its check: one run of a kernel tries them all. */
export function withAnswers(notebook: Notebook): { notebook: Notebook; tries: Try[] } {
  const added: Cell[] = [];
  const tries: Try[] = [];
  for (const exercise of exercisesOf(notebook)) {
    // The solution comes last, so that it must also pass after wrong answers, as it does for most learners.
    for (const answer of [
      ...noAnswersTo(exercise),
      ...exercise.wrongAnswers,
      { code: exercise.solution, says: PASSED },
    ]) {
      const [answerId, checkId] = [`answer-${tries.length}`, `check-${tries.length}`];
      added.push({ ...exercise.cell, id: answerId, source: answer.code }, { ...exercise.check, id: checkId });
      tries.push({ exercise, answer, checkId });
    }
  }
  return { notebook: { ...notebook, cells: [...notebook.cells, ...added] }, tries };
}
