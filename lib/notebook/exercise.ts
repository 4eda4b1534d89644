import { send } from "./output";

/** One demand that an answer must meet. */
export interface Requirement {
  /** Whether the answer meets it. Called only when all earlier requirements are met. */
  readonly that: () => boolean;
  /** What to tell the learner who has not met it: what is wrong, and how to get on. */
  readonly otherwise: string | (() => string);
}

/** How a check came out. */
export interface Verdict {
  readonly passed: boolean;
  readonly message: string;
}

/** The first requirement that is not met decides; an answer that throws has not met it. */
function judge(requirements: readonly Requirement[]): Verdict {
  for (const { that, otherwise } of requirements) {
    try {
      if (!that()) return { passed: false, message: typeof otherwise === "string" ? otherwise : otherwise() };
    } catch (error) {
      return {
        passed: false,
        message: `Your answer stopped with “${error instanceof Error ? error.message : String(error)}”`,
      };
    }
  }
  return { passed: true, message: "" };
}

/**
 * Checks the answer to an exercise and says below the cell what is right, or what is wrong and how to get on.
 * A wrong answer is no error: the cells that follow still run.
 *
 * @param title - the name of the exercise
 * @param requirements - what the answer must meet, from the coarse (its shape) to the fine (its effect)
 * @returns the verdict that is shown
 * @throws RangeError if there are no requirements: such a check could not fail
 *
 * @example
 * const answer = 4;
 * check("Twice two", [{ that: () => answer === 4, otherwise: "Count again" }]).passed; // true
 */
export function check(title: string, requirements: readonly Requirement[]): Verdict {
  if (requirements.length === 0)
    throw new RangeError(`Cannot check "${title}" without a requirement: it could not fail`);
  const verdict = judge(requirements);
  const [sign, state] = verdict.passed ? ["✅", "passed"] : ["🔶", "not yet"];
  const advice = verdict.message && ` ${verdict.message}`;
  send({
    "text/markdown": `${sign} **${title}: ${state}.**${advice}`,
    "text/plain": `${title}: ${state}.${advice}`,
  });
  return verdict;
}

/**
 * States a fact and proves it: the notebook stops here if the fact does not hold.
 *
 * @param statement - the fact, as a sentence
 * @param holds - whether it is so
 * @throws Error if it is not
 *
 * @example
 * claim("Two and two make four", 2 + 2 === 4);
 */
export function claim(statement: string, holds: boolean): void {
  if (!holds) throw new Error(`This does not hold: ${statement}`);
  send({ "text/markdown": `✔ ${statement}`, "text/plain": `✔ ${statement}` });
}
