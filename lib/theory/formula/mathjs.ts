import type * as MathJs from "mathjs";

let loaded: typeof MathJs | undefined;

/** mathjs, loaded when it is first needed: most notebooks can do without, and it takes half a second. */
export function mathjs(): typeof MathJs {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  return (loaded ??= require("mathjs") as typeof MathJs);
}
