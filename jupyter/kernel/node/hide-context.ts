import type { AsyncLocalStorage } from "node:async_hooks";

/**
 * Keeps what Node notes on each promise, to know on whose behalf it was made, out of what a reader is shown of it. Newer
 * versions of Node note nothing there.
 *
 * Without this: `Promise.resolve(1)` is shown with `[Symbol(async_id_symbol)]: 84` and more.
 */
export function hideContext(contexts: AsyncLocalStorage<unknown>): void {
  const notes = contexts.run({}, () => Object.getOwnPropertySymbols(new Promise(() => undefined)));
  for (const symbol of notes) {
    Reflect.defineProperty(Promise.prototype, symbol, {
      set(this: object, value: unknown) {
        Object.defineProperty(this, symbol, { value, writable: true, configurable: true });
      },
    });
  }
}
