/** A notebook that lies outside the kit finds the kit's library, and the packages that lessons import. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** How notebooks import the library. */
export const LIBRARY = "../lib";

/** Packages that cells of lessons import beside it. */
export const PACKAGES_OF_CELLS = ["mathjs", "tslab"];

/** Where the kit has its library: four folders above this file, once it is built. */
const OWN = join(__dirname, "../../../../lib");

/** The kit's own library, if nothing beside a notebook's folder goes by its name. */
export function kitLibrary(folder: string): string | undefined {
  const beside = ["", ".ts", ".js", ".d.ts"].some((ending) => existsSync(join(folder, LIBRARY) + ending));
  return beside ? undefined : OWN;
}

/**
 * What the kit has of its own under a name that a notebook imports; undefined if the notebook's folder has something by this name.
 *
 * @param folder - the notebook's
 */
export function kitModule(name: string, folder: string): string | undefined {
  if (name === LIBRARY) return kitLibrary(folder);
  return PACKAGES_OF_CELLS.includes(name) ? kitPackage(name, folder) : undefined;
}

function kitPackage(name: string, folder: string): string | undefined {
  const lookedIn = createRequire(join(folder, "cell.js")).resolve.paths(name) ?? [];
  if (lookedIn.some((packages) => existsSync(join(packages, name)))) return undefined;
  return dirname(require.resolve(`${name}/package.json`));
}
