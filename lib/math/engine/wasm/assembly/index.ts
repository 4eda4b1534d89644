/** What ../bytes.ts holds, compiled: see build.mjs. */
export { multiply } from "./product";
export { relu, sigmoid, tanh } from "./elementwise";

/** The first free byte: from here on the caller lays out memory as it likes. */
export const heap: usize = __heap_base;
