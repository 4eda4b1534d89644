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

/** The sections in which each of the words begins a word, those first that have them in their headings. */
export function find(sections: readonly Section[], asked: string): Hit[] {
  const words = asked
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "iu"));
  const [first] = words;
  if (first === undefined) return [];
  return sections
    .map((section) => ({ section, fit: score(section, words) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, MOST)
    .map(({ section }) => ({ ...section, excerpt: excerpt(section.text, first) }));
}

/** How well a section fits: headings count more than text, and every word must occur at the start of one. */
function score({ heading, text }: Section, words: readonly RegExp[]): number {
  const scores = words.map((word) => (word.test(heading) ? 3 : word.test(text) ? 1 : 0));
  return scores.includes(0) ? 0 : scores.reduce<number>((sum, one) => sum + one, 0);
}

function excerpt(text: string, word: RegExp): string {
  const at = Math.max(0, text.search(word) - 60);
  const start = at === 0 ? 0 : text.indexOf(" ", at) + 1;
  return `${start > 0 ? "… " : ""}${text.slice(start, start + 160).trimEnd()}${text.length > start + 160 ? " …" : ""}`;
}
