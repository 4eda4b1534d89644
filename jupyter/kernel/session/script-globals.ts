/** What the script of a cell calls, as compile/script.ts and compile/await-guards.ts write it. */
import type { Guards } from "../common/interrupt";
import type { Variables } from "./variables";

/** How modules come to cells. */
export interface Loader {
  /** What `require` and a plain import give. */
  readonly load: (name: string) => unknown;
  /** What `import(…)` gives. */
  readonly import: (name: string) => Promise<unknown>;
  /** What `import x from` gives. */
  readonly defaultOf: (module: never) => unknown;
  /** What `import * as x from` gives. */
  readonly namespaceOf: (module: never) => unknown;
}

/** The object whose properties a script calls. */
export function scriptGlobals(variables: Variables, guards: Guards, loader: Loader): object {
  return {
    ...loader,
    box: (name: string) => variables.box(name),
    token: guards.token,
    alive: guards.alive,
    resume: guards.resume,
    iterate: guards.iterate.bind(guards),
  };
}
