import { readdirSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "../../browser/helpers/repository";

/** The repository's notebooks, in their order. */
export function lessons(): string[] {
  const folder = path.join(REPOSITORY, "notebooks");
  const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  return names.sort().map((name) => path.join(folder, name));
}
