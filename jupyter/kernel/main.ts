/** The command that a kernelspec names: `node jupyter/kernel/dist/main.js --config-path FILE`. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { requireFromTslab } from "./common/packages";
import type { FromServer, ServerData } from "./server/server";
import { Shared } from "./server/shared";

// V8 by itself would let much garbage pile up.
setFlagsFromString("--max-semi-space-size=8");

const { values } = parseArgs({ options: { "config-path": { type: "string" } } });
const connectionFile = values["config-path"];
if (connectionFile === undefined) {
  console.error("Cannot start the kernel: --config-path has to name Jupyter's connection file");
  process.exitCode = 2;
} else start(connectionFile);

/** The server binds its sockets and answers while this thread still loads the session. */
function start(connectionFile: string): void {
  const shared = new Shared();
  const workerData: ServerData = {
    connectionFile,
    zeromq: requireFromTslab.resolve("zeromq"),
    shared: shared.buffer,
  };
  const server = new Worker(join(__dirname, "server", "server.js"), { workerData });
  server.once("message", (message: FromServer) => {
    if (message.type === "failed") {
      // A kernel that cannot be reached must not stay: whoever started it sees it end, and may choose other ports.
      console.error(`Cannot start the kernel: ${message.reason}`);
      process.exit(1);
    }
    shared.atKnownWork(() => {
      const { startSession } = createRequire(__filename)("./kernel") as typeof import("./kernel");
      startSession(server, shared);
    });
  });
}
