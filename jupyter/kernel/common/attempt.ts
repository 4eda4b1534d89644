/** What a function returns, or something else if it throws: values of a cell have getters and proxies that may throw. */
export function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
