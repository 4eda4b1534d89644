/** Finds packages where tslab finds them: its `display`, and the ZeroMQ that it depends on. */
import { createRequire } from "node:module";

export const requireFromTslab = createRequire(require.resolve("tslab/package.json"));
