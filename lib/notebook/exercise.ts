import { isSet } from "./environment";
import { send } from "./output";

/** One demand that an answer must meet. */
export interface Requirement {
  /** Whether the answer meets it. Called only when all earlier requirements are met. */
  readonly that: () => boolean;
  /** What to tell the learner who has not met it: what is wrong, and how to get on. */
  readonly otherwise: string | (() => string);
}

/** The last verdict on each exercise that was checked, in the order of the first checks. */
const verdicts = new Map<string, boolean>();

/** What to tell about the first requirement that is not met, if there is one; an answer that throws has not met it. */
function firstShortfall(requirements: readonly Requirement[]): string | undefined {
  for (const { that, otherwise } of requirements) {
    try {
      if (!that()) return typeof otherwise === "string" ? otherwise : otherwise();
    } catch (error) {
      return `Your answer stopped with “${error instanceof Error ? error.message : String(error)}”`;
    }
  }
  return undefined;
}

/**
 * Checks the answer to an exercise and says below the cell what is right, or what is wrong and how to get on.
 * A wrong answer is no error: the cells that follow still run. (Only while a class's answers are graded it is one, which is how
 * graders tell: the environment variable `BREAKING_SYMMETRY_GRADING` is set.)
 *
 * @param title - the name of the exercise
 * @param requirements - what the answer must meet, from the coarse (its shape) to the fine (its effect)
 * @throws RangeError if there are no requirements: such a check could not fail
 * @throws Error if the answer is wrong while answers are graded
 *
 * @example
 * const answer = 4;
 * check("Twice two", [{ that: () => answer === 4, otherwise: "Count again" }]); // undefined
 */
export function check(title: string, requirements: readonly Requirement[]): void {
  if (requirements.length === 0)
    throw new RangeError(`Cannot check "${title}" without a requirement: it could not fail`);
  const shortfall = firstShortfall(requirements);
  verdicts.set(title, shortfall === undefined);
  const [sign, verdict] = shortfall === undefined ? ["✔", "passed."] : ["◇", `not yet. ${shortfall}`];
  send({ "text/markdown": `${sign} **${title}:** ${verdict}`, "text/plain": `${title}: ${verdict}` });
  if (shortfall !== undefined && isSet("BREAKING_SYMMETRY_GRADING")) throw new Error(`${title}: ${verdict}`);
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
