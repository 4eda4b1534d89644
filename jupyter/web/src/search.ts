/** The script of the index page. Its search finds sections of the lessons and names of the library as you type. */
import { find, type Section } from "./find";
import { keepForLater } from "./keep";

const input = document.querySelector<HTMLInputElement>("#search")!;
const found = document.querySelector<HTMLOListElement>("#found")!;

let sections: Promise<Section[]> | undefined;

/** What is there to be copied into other pages names the site by its address. */
for (const code of document.querySelectorAll("footer pre"))
  code.textContent = code.textContent.replaceAll("…/", new URL(".", location.href).href);

/** Loaded when a reader first goes to the field; asked for again after a failure. */
function load(): Promise<Section[]> {
  sections ??= fetch("search.json").then((answer) => answer.json() as Promise<Section[]>);
  sections.catch(() => (sections = undefined));
  return sections;
}

async function search(): Promise<void> {
  const asked = input.value;
  const isAsked = /[\p{L}\p{N}]/u.test(asked);
  const all = isAsked ? await load().catch(() => undefined) : [];
  if (input.value !== asked) return;
  if (!all) {
    say("The search could not be loaded. Is there a connection? Type again to try once more.");
    return;
  }
  const hits = find(all, asked);
  found.replaceChildren(
    ...hits.map(({ link, page, heading, excerpt }) => {
      const item = document.createElement("li");
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = heading === page ? page : `${page}: ${heading}`;
      item.append(anchor);
      if (excerpt !== "") item.append(Object.assign(document.createElement("p"), { textContent: excerpt }));
      return item;
    }),
  );
  const isOneWord = !/\s/.test(asked.trim());
  if (isAsked && hits.length === 0)
    say(isOneWord ? "Nothing found: try another word." : "Nothing found: try fewer words.");
}

/** Says something in place of results. */
function say(words: string): void {
  const item = document.createElement("li");
  item.className = "said";
  item.textContent = words;
  found.replaceChildren(item);
}

keepForLater(() => ["search.json"]);
input.addEventListener("focus", () => {
  load().catch(() => undefined);
});
input.addEventListener("input", () => void search());
/** Who was faster than this script, or came back to the page, is answered too. */
const catchUp = (): void => {
  if (input.value !== "" && !found.hasChildNodes()) void search();
};
catchUp();
// Browsers may put the words of a page that is come back to into its field as late as that.
addEventListener("pageshow", catchUp);
input.form!.addEventListener("submit", (event) => {
  event.preventDefault();
  found.querySelector("a")?.click();
});
