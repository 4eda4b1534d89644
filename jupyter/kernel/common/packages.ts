/** Finds packages where tslab finds them, so that the kernel and tslab share one TypeScript and one ZeroMQ. */
import { createRequire } from "node:module";

export const requireFromTslab = createRequire(require.resolve("tslab/package.json"));

/**
 * tslab's TypeScript as an object whose members can be replaced. Its functions are read-only there, so that tslab gets to see
 * a copy.
 */
export function replaceableTypeScript(): object {
  const name = "@tslab/typescript-for-tslab";
  const copy = { ...(requireFromTslab(name) as object) };
  requireFromTslab.cache[requireFromTslab.resolve(name)]!.exports = copy;
  return copy;
}
