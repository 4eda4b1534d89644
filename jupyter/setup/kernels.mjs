// @ts-check
// The kernels that the kit makes known to a Jupyter, and how each is started.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { URL } from "node:url";
import { readText, remove } from "./files.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

/** The kernels that a notebook can choose: ours, and tslab's as it comes from npm. */
export const kernels = /** @type {const} */ ([
  {
    folder: join("kernels", "breaking-symmetry"),
    title: "TypeScript (Breaking Symmetry)",
    program: ["jupyter", "kernel", "dist", "main.js"],
    args: [],
    // It hears messages in a thread of their own, while a cell computes too; a signal can come too early to be heard.
    interruptMode: "message",
  },
  {
    folder: join("kernels", "breaking-symmetry-tslab"),
    title: "TypeScript (tslab)",
    program: ["node_modules", "tslab", "bin", "tslab"],
    args: ["kernel"],
    interruptMode: "signal",
  },
]);

/** @typedef {typeof kernels[number]} Kernel */

/**
 * The files of a kernel's folder, by their names.
 *
 * @param {Surroundings} surroundings @param {string} dataFolder @param {Kernel} kernel
 * @returns {[name: string, text: string][]}
 */
function filesOf(surroundings, dataFolder, kernel) {
  const own = (/** @type {string} */ name) => readFileSync(new URL(name, import.meta.url), "utf8");
  return [
    ["logo-svg.svg", own("../logo.svg")],
    ["start.sh", own("kernel.sh")],
    ["kernel.json", `${JSON.stringify(spec(surroundings, dataFolder, kernel), null, 2)}\n`],
  ];
}

/**
 * What tells Jupyter how to start a kernel.
 *
 * @param {Surroundings} surroundings @param {string} dataFolder @param {Kernel} kernel
 */
function spec({ root, node, platform }, dataFolder, { folder, title, program, args, interruptMode }) {
  const command = [node, join(root, ...program), ...args, "--config-path", "{connection_file}"];
  // On Windows a version manager keeps the path of the Node that is in use.
  const launcher = platform === "win32" ? [] : ["/bin/sh", join(dataFolder, folder, "start.sh")];
  const argv = [...launcher, ...command];
  return { argv, display_name: title, language: "typescript", interrupt_mode: interruptMode };
}

/** @param {Surroundings} surroundings @param {string} dataFolder @param {Kernel} kernel */
export function kernelIsThere(surroundings, dataFolder, kernel) {
  const files = filesOf(surroundings, dataFolder, kernel);
  return files.every(([name, text]) => readText(join(dataFolder, kernel.folder, name)) === text);
}

/** @param {Surroundings} surroundings @param {string} dataFolder @param {Kernel} kernel */
export function writeKernel(surroundings, dataFolder, kernel) {
  const files = filesOf(surroundings, dataFolder, kernel);
  const folder = join(dataFolder, kernel.folder);
  // Anew, not in place: another copy of the environment may share its files by hard links.
  remove(folder);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
