// @ts-check
// The packages of pages have a list of their own: who runs the notebooks in JupyterLab needs none of them.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/**
 * Installs them if they are missing.
 *
 * @param {string} root - of the repository
 */
export function installPagePackages(root) {
  const folder = join("jupyter", "web");
  if (existsSync(join(root, folder, "node_modules", ".package-lock.json"))) return;
  // On Windows npm is a script, which only a shell runs.
  const shell = process.platform === "win32";
  const args = ["ci", "--no-audit", "--no-fund", "--prefix", folder];
  const { status } = spawnSync("npm", args, { cwd: root, stdio: "inherit", shell });
  if (status !== 0) throw new Error(`Cannot install the packages of ${folder}: npm ended with ${status}`);
}
