/** Finds sections of the lessons and names of the library by the words that a reader types. */

export interface Section {
  readonly link: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

export interface Hit extends Section {
  /** Some words around the first hit. */
  readonly excerpt: string;
}

/** As many as one sees at a glance. */
const MOST = 12;

/** Words of questions, which tell nothing of what is asked about. */
const EMPTY = new Set(
  "a about an and are as at be by can could did do does for from have how i if in is it its may me must my no not of on or should so than that the then there they this to was what when where which who why will with would you your".split(
    " ",
  ),
);

/** Endings that a word may have here and another there: vanish, vanishes, vanishing. */
const ENDING = /(?<=\p{L}{4})(?:ing|ed|es|s|e)$/u;

/**
 * The sections in which the words that were asked for begin words: where none has all of them, those that have most. Those
 * that have them in their headings come first, and before them what has just this heading.
 */
export function find(sections: readonly Section[], asked: string): Hit[] {
  const all = asked.toLowerCase().match(/[√\p{L}\p{N}]+(?:\.\p{N}+)*/gu) ?? [];
  const telling = all.filter((word) => !EMPTY.has(word));
  const words = (telling.length > 0 ? telling : all).map(beginning);
  const name = asked.trim().toLowerCase();
  const scored = sections.map((section) => {
    const { count, fit } = score(section, words);
    return { section, count, fit: section.heading.toLowerCase() === name ? Infinity : fit };
  });
  const most = Math.max(...scored.map(({ count }) => count));
  if (most * 2 < words.length || most <= 0) return [];
  return scored
    .filter(({ count }) => count === most)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, MOST)
    .map(({ section }) => ({ ...section, excerpt: excerpt(section.text, words) }));
}

function beginning(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(ENDING, "").replaceAll(".", "\\.")}`, "iu");
}

/** How many of the words a section has, and how well it fits: headings count more than text. */
function score(
  { heading, text }: Section,
  words: readonly RegExp[],
): { readonly count: number; readonly fit: number } {
  const scores = words.map((word) => (word.test(heading) ? 3 : word.test(text) ? 1 : 0));
  return {
    count: scores.filter((one) => one > 0).length,
    fit: scores.reduce<number>((sum, one) => sum + one, 0),
  };
}

/** Some words around the first hit, cut between words. */
function excerpt(text: string, words: readonly RegExp[]): string {
  const hit = Math.max(
    0,
    ...words
      .map((word) => text.search(word))
      .filter((at) => at >= 0)
      .slice(0, 1),
  );
  const at = Math.max(0, hit - 60);
  const start = at === 0 ? 0 : text.indexOf(" ", at) + 1;
  const [part = ""] = /^[^]{0,160}(?!\S)/.exec(text.slice(start)) ?? [];
  return `${start > 0 ? "… " : ""}${part.trimEnd()}${text.length > start + part.length ? " …" : ""}`;
}
