import { type AnswerKind, type Answers, readAnswer, returning, WrongKind } from "./answers";
import type { Showable } from "./bundles";
import { isSet } from "./environment";
import { send } from "./output";
import { show as showBelow } from "./show";

/** One demand that an answer must meet. */
export interface Requirement {
  /** Whether the answer meets it. Called only when all earlier requirements are met. */
  readonly that: () => boolean;
  /** What to tell the learner who has not met it: what is wrong, and how to get on. */
  readonly otherwise: string | (() => string);
}

/** What a check can do besides checking. */
export interface CheckOptions<A> {
  /** For a function: the kind of what it should return. */
  readonly returns?: AnswerKind;
  /** A picture of the reader's own solution, shown when it has passed. */
  readonly show?: (answer: A) => Showable;
}

/** The last verdict on each exercise that was checked, in the order of the first checks. */
const verdicts = new Map<string, boolean>();

/** Read before any cell has run: no answer can change it. */
const isGrading = isSet("BREAKING_SYMMETRY_GRADING");

/**
 * What to tell about the first requirement that is not met, if there is one; an answer that throws has not met it.
 *
 * @throws RangeError if there are no requirements
 */
function firstShortfall(title: string, requirements: () => readonly Requirement[]): string | undefined {
  let all: readonly Requirement[] | undefined;
  try {
    all = requirements();
    const missed = all.find(({ that }) => !that());
    if (missed) return typeof missed.otherwise === "function" ? missed.otherwise() : missed.otherwise;
  } catch (error) {
    return error instanceof WrongKind ? error.message : `Your answer threw ${String(error)}`;
  }
  if (all.length > 0) return undefined;
  throw new RangeError(`Cannot check "${title}" without a requirement: it could not fail`);
}

/** Says below the cell whether an answer is right. @returns whether it is */
function tell(title: string, shortfall: string | undefined): boolean {
  verdicts.set(title, shortfall === undefined);
  const [sign, verdict] = shortfall === undefined ? ["✔", "passed."] : ["◇", `not yet. ${shortfall}`];
  send({ "text/markdown": `${sign} **${title}:** ${verdict}`, "text/plain": `${title}: ${verdict}` });
  if (shortfall !== undefined && isGrading) throw new Error(`${title}: ${verdict}`);
  return shortfall === undefined;
}

/**
 * Checks the answer to an exercise and says below the cell what is right, or what is wrong and how to get on.
 *
 * An answer may be anything. One of another kind (a text for a number, NaN, rows of different lengths) is told so, and
 * so is one that throws. A wrong answer is not an error: the cells that follow still run. (Only while a class's answers are
 * graded it is one, which is how graders tell: the environment variable `BREAKING_SYMMETRY_GRADING` was set when the
 * library was loaded.)
 *
 * @param title - the name of the exercise
 * @param answer - whatever the learner has written
 * @param kind - what it should be: a "number" (finite), "text", "boolean", "list" (of finite numbers), "matrix" (or an
 *   array of rows), "object" or "function"
 * @param requirements - from an answer of that kind, what it must meet, from the coarse (its shape) to the fine (its
 *   effect); a matrix comes as a `Matrix`
 * @param options - `returns`: the kind of what a function should return; `show`: from an answer that has passed, a
 *   figure, matrix or text to show below the verdict
 * @throws RangeError if there are no requirements: such a check could not fail
 * @throws Error if the answer is wrong while answers are graded
 *
 * @example
 * const answer1 = 4;
 * check("Twice two", answer1, "number", (answer) => [
 *   { that: () => answer === 4, otherwise: () => `Not ${answer}: count again.` },
 * ]);
 *
 * @example
 * const half = (n: number) => n / 2;
 * check("A half", half, "function", (half: (n: number) => number) => [
 *   { that: () => half(3) === 1.5, otherwise: () => `Half of 3 is not ${half(3)}.` },
 * ], { returns: "number" });
 */
export function check<K extends AnswerKind, A extends Answers[K] = Answers[K]>(
  title: string,
  answer: unknown,
  kind: K,
  requirements: (answer: A) => readonly Requirement[],
  options?: CheckOptions<A>,
): void;
export function check(title: string, requirements: readonly Requirement[]): void;
export function check(
  title: string,
  answer: unknown,
  kind?: AnswerKind,
  requirementsOf?: (answer: never) => readonly Requirement[],
  { returns, show }: CheckOptions<never> = {},
): void {
  if (kind === undefined || requirementsOf === undefined) {
    tell(
      title,
      firstShortfall(title, () => answer as readonly Requirement[]),
    );
    return;
  }
  let value: unknown;
  const shortfall = firstShortfall(title, () => {
    value = readAnswer(answer, kind);
    if (returns !== undefined) value = returning(returns, value as Answers["function"]);
    return requirementsOf(value as never);
  });
  if (tell(title, shortfall) && show !== undefined) showBelow(show(value as never));
}

/**
 * Shows how far the reader has come with the exercises that were checked so far.
 *
 * @example
 * exerciseReport(); // undefined
 */
export function exerciseReport(): void {
  const all = [...verdicts];
  const passed = all.filter(([, isPassed]) => isPassed).length;
  const lines = all.map(([title, isPassed]) => `- ${isPassed ? "✔" : "◇"} ${title}`);
  const heading = `${passed} of ${all.length} exercises passed`;
  send({
    "text/markdown": [`**${heading}**`, "", ...lines].join("\n"),
    "text/plain": [heading, ...lines].join("\n"),
  });
}
