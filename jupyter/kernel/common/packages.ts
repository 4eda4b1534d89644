/** Finds packages where tslab finds them, so that the kernel and tslab share one TypeScript and one ZeroMQ. */
import { createRequire } from "node:module";

export const requireFromTslab = createRequire(require.resolve("tslab/package.json"));
