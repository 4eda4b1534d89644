// @ts-check
import { createServer } from "node:net";
import { Problem } from "./problem.mjs";

/**
 * Makes sure that a port can be listened on.
 *
 * @param {number} port - 0 stands for any
 * @throws {Problem} if another program has it, or it is reserved
 */
export async function checkPort(port) {
  for (const host of ["127.0.0.1", "::1"]) {
    const refusal = await tryToListen(port, host);
    if (refusal === "EADDRINUSE") {
      throw new Problem(
        `Port ${port} is in use by another program.`,
        `End that program (an earlier JupyterLab?), or take another port: npm start -- --port ${port + 1}`,
      );
    }
    if (refusal === "EACCES") {
      throw new Problem(
        `Port ${port} is reserved for the system.`,
        "Take one from 1024 up: npm start -- --port 8888",
      );
    }
  }
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the error's code; undefined if one can listen there
 */
function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      resolve(error.code);
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
