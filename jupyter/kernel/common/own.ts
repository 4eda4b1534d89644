/**
 * What a table has under a name that someone else has chosen: its own entries only, not what every object inherits, such as
 * `__proto__` or `constructor`.
 */
export function own<T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === "string" && Object.hasOwn(table, name) ? table[name] : undefined;
}
