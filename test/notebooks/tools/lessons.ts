import { readdirSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "../../browser/helpers/repository";

/** The lessons of the course, in their order. */
export function lessons(): string[] {
  return notebooksIn("notebooks");
}

/** The lessons, and the notebooks of other courses, which have to be as sound. */
export function allNotebooks(): string[] {
  return [...lessons(), ...notebooksIn("examples")];
}

function notebooksIn(name: string): string[] {
  const folder = path.join(REPOSITORY, name);
  const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  return names.sort().map((name) => path.join(folder, name));
}

/** Days since 1970: what is tried in turns changes with them. */
export const TODAY = Math.floor(Date.now() / 86_400_000);

/** One of `parts` parts of a list, another one each day. */
export function partOfToday<T>(all: readonly T[], parts: number): T[] {
  return all.filter((_, place) => (place + TODAY) % parts === 0);
}
