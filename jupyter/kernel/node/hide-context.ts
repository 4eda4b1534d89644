import type { AsyncLocalStorage } from "node:async_hooks";

/**
 * Keeps what Node notes on each promise, when it is made or settled, out of what a reader is shown of it.
 *
 * Without this: `Promise.resolve(1)` is shown with `[Symbol(async_id_symbol)]: 84` and more.
 */
export function hideContext(contexts: AsyncLocalStorage<unknown>): void {
  const notes = contexts.run({}, () => Object.getOwnPropertySymbols(Promise.resolve()));
  for (const symbol of notes) {
    Reflect.defineProperty(Promise.prototype, symbol, {
      set(this: object, value: unknown) {
        Object.defineProperty(this, symbol, { value, writable: true, configurable: true });
      },
    });
  }
}
