/** The search of the index page: sections of the lessons and names of the library, found as you type. */

interface Section {
  readonly link: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

/** As many as one sees at a glance. */
const MOST = 12;

const input = document.querySelector<HTMLInputElement>("#search")!;
const found = document.querySelector<HTMLOListElement>("#found")!;

let sections: Promise<Section[]> | undefined;

/** Loaded when a reader first goes to the field. */
function load(): Promise<Section[]> {
  sections ??= fetch("search.json").then((answer) => answer.json() as Promise<Section[]>);
  return sections;
}

/** How well a section fits: headings count more than text, and every word must occur at the start of one. */
function score({ heading, text }: Section, words: readonly RegExp[]): number {
  const scores = words.map((word) => (word.test(heading) ? 3 : word.test(text) ? 1 : 0));
  return scores.includes(0) ? 0 : scores.reduce<number>((sum, one) => sum + one, 0);
}

/** Some words around the first hit. */
function excerpt(text: string, [word]: readonly RegExp[]): string {
  const at = Math.max(0, text.search(word!) - 60);
  const start = at === 0 ? 0 : text.indexOf(" ", at) + 1;
  return `${start > 0 ? "… " : ""}${text.slice(start, start + 160).trimEnd()}${text.length > start + 160 ? " …" : ""}`;
}

async function search(): Promise<void> {
  const asked = input.value;
  const words = asked
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "iu"));
  const all = words.length > 0 ? await load() : [];
  if (input.value !== asked) return;
  const hits = all
    .map((section) => ({ section, fit: score(section, words) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, MOST);
  found.replaceChildren(
    ...hits.map(({ section: { link, page, heading, text } }) => {
      const item = document.createElement("li");
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = heading === page ? page : `${page}: ${heading}`;
      const around = document.createElement("p");
      around.textContent = excerpt(text, words);
      item.append(anchor, around);
      return item;
    }),
  );
  if (words.length > 0 && hits.length === 0) {
    const none = document.createElement("li");
    none.textContent = "Nothing found: try fewer words.";
    found.append(none);
  }
}

input.addEventListener("focus", () => void load());
input.addEventListener("input", () => void search());
input.form!.addEventListener("submit", (event) => {
  event.preventDefault();
  found.querySelector("a")?.click();
});
