/** One cell of a lesson in a frame of another page: how it stands there, and what puts it there. */
import { HEIGHT, type HeightMessage } from "../embedded";
import { copy } from "./clipboard";
import { notify } from "./notice";

/** Copies the code that puts the cell in the middle of the window into a teacher's own page. */
export async function copyCell(main: HTMLElement, lesson: string): Promise<void> {
  const middle = middleCell(main);
  if (!middle) return;
  const exercise = middle.closest<HTMLElement>(".exercise");
  const cell = exercise?.querySelector<HTMLElement>("section.cell") ?? middle;
  (exercise ?? cell).scrollIntoView({ block: "center" });
  const script = new URL("embed.js", location.href).href;
  const code = `<script src="${script}"></script>
<breaking-symmetry-cell lesson="${lesson}" cell="${cell.dataset.id}"></breaking-symmetry-cell>`;
  const title =
    exercise?.querySelector("h3 small")?.textContent ?? cell.querySelector(".gtitle")?.textContent;
  await copy(
    code,
    `The code that puts ${title ? `“${title}”` : "this cell"} into a page of your own`,
    "The code",
  );
}

function middleCell(main: HTMLElement): HTMLElement | undefined {
  const away = (cell: HTMLElement): number => {
    const { top, bottom } = cell.getBoundingClientRect();
    return Math.abs((top + bottom) / 2 - innerHeight / 2);
  };
  return [...main.querySelectorAll<HTMLElement>("section.cell")]
    .filter((cell) => cell.checkVisibility())
    .sort((one, other) => away(one) - away(other))[0];
}

/** Whether the page shows one cell, or one exercise, and no menu. */
export const isOnly = (): boolean => document.documentElement.dataset.only !== undefined;

/** Tells the page around it the cell's height, and the reader where the cell is from. */
export function standAsOnly(main: HTMLElement): void {
  const wanted = new URLSearchParams(location.search).get("only");
  if (wanted === null) return;
  if (!isOnly()) {
    notify(`This lesson has no cell “${wanted}”, so you see all of it.`);
    tellHeight(innerHeight);
    return;
  }
  const source = document.createElement("p");
  source.className = "only source";
  const link = Object.assign(document.createElement("a"), {
    href: location.pathname,
    target: "_blank",
    textContent: main.querySelector("h1")?.textContent ?? document.title,
  });
  source.append("From ", link, ", Breaking Symmetry");
  main.append(source);
  const tell = (): void => {
    tellHeight(Math.ceil(document.body.getBoundingClientRect().bottom + scrollY));
  };
  // A frame that is not seen has no sizes to observe.
  tell();
  new ResizeObserver(tell).observe(document.body);
}

function tellHeight(height: number): void {
  const message: HeightMessage = { type: HEIGHT, height };
  parent.postMessage(message, "*");
}
