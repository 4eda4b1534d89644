import { createRequire } from "node:module";
import type * as MathJs from "mathjs";

let loaded: typeof MathJs | undefined;

/** mathjs, loaded when it is first needed: most notebooks can do without, and it takes half a second. */
export function mathjs(): typeof MathJs {
  return (loaded ??= createRequire(__filename)("mathjs") as typeof MathJs);
}
