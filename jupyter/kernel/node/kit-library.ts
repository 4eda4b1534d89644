/** A notebook that was handed out alone finds the kit's library, wherever it lies. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** How notebooks import it. */
export const LIBRARY = "../lib";

/** Where the kit has it: four folders above this file, once it is built. */
const OWN = join(__dirname, "../../../../lib");

/** The kit's own library, if nothing beside a notebook's folder goes by its name. */
export function kitLibrary(folder: string): string | undefined {
  const beside = ["", ".ts", ".js", ".d.ts"].some((ending) => existsSync(join(folder, LIBRARY) + ending));
  return beside ? undefined : OWN;
}
