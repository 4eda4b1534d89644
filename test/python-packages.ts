import { execFile } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";

const ROOT = resolve(__dirname, "..");
const PINS = join(ROOT, "test/requirements.txt");

/**
 * Installs the Python packages that only tests need, into a folder of their own for each set of pins.
 *
 * @param python - the Python that is to use them
 * @param env - environment variables
 * @returns the variables with which that Python finds them, and Jupyter what they bring
 */
export async function withTestPackages(python: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const versions = [...readFileSync(PINS, "utf8").matchAll(/==(\S+)/g)].map(([, version]) => version);
  const folder = join(ROOT, "test/dist/python", versions.join("-"));
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    const args = ["-m", "pip", "install", "--no-deps", "--quiet", "--target", unfinished, "-r", PINS];
    await promisify(execFile)(python, args);
    if (existsSync(folder)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, folder);
  }
  const data = [env.JUPYTER_PATH, join(folder, "share/jupyter")].filter(Boolean).join(delimiter);
  return { ...env, PYTHONPATH: folder, JUPYTER_PATH: data };
}
