import { isSet } from "./environment";
import { send } from "./output";

/** A sentence is true or false, or something to work out. */
export type Fact = boolean | (() => boolean);

/** Whether a sentence is so, or why that cannot be worked out. */
function verdict(fact: Fact): boolean | Error {
  try {
    return typeof fact === "boolean" ? fact : fact();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A summary that opens to the sentences behind it, as markdown. */
function folded(summary: string, sentences: readonly string[]): string {
  return `<details><summary>${summary}</summary>\n\n${sentences.map((line) => `- ${line}`).join("\n")}\n\n</details>`;
}

/**
 * Checks what the text above says, and says so in one quiet line that opens to the sentences.
 *
 * A reader who has changed something may have made a sentence false, or its code may no longer fit (it looks for layer 30 of ten,
 * say). The line says which of the two: that is news, not an error, and the notebook goes on. While the kit's tests run the lessons (the environment variable `BREAKING_SYMMETRY_STRICT` is set), it is an error.
 *
 * @param sentences - each sentence with whether it is so, or a function that works it out
 * @throws Error in the tests if a sentence is false or cannot be checked
 * @throws RangeError if there is no sentence
 *
 * @example
 * facts({ "two and two make four": 2 + 2 === 4, "there is no largest number": () => Infinity + 1 === Infinity });
 */
export function facts(sentences: Readonly<Record<string, Fact>>): void {
  const all = Object.entries(sentences).map(([sentence, fact]) => ({ sentence, found: verdict(fact) }));
  if (all.length === 0) throw new RangeError("Cannot check no facts: give at least one sentence");
  const changed = all.filter(({ found }) => found !== true);
  if (changed.length > 0 && isSet("BREAKING_SYMMETRY_STRICT")) {
    const why = changed.map(({ sentence, found }) =>
      found instanceof Error ? `${sentence} (cannot be checked: ${found.message})` : sentence,
    );
    throw new Error(`This does not hold: ${why.join("; ")}`);
  }
  const kept = all.filter(({ found }) => found === true).map(({ sentence }) => `✔ ${sentence}`);
  const news = changed.map(({ sentence, found }) =>
    found instanceof Error
      ? `◇ Cannot be checked with your change: ${sentence}`
      : `◇ No longer so with your change: ${sentence}`,
  );
  const summary = `✔ ${kept.length === 1 ? "1 fact" : `${kept.length} facts`} checked`;
  const quiet = kept.length > 0 ? [folded(summary, kept)] : [];
  send({
    "text/markdown": [...news, ...quiet].join("\n\n"),
    "text/plain": [...news, ...kept].join("\n"),
  });
}
