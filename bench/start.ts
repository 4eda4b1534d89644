/** npm run bench: installs the peers, builds the library, and measures on one core. Arguments go to main.ts. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import process from "node:process";

const root = join(__dirname, "..");

function run(command: string, args: readonly string[], options: { shell?: boolean } = {}): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(__dirname, "node_modules"))) {
  process.stdout.write("Installing the peers into bench/node_modules\n");
  // On Windows npm is a script, which only a shell runs. No peer needs what its install scripts do.
  run("npm", ["ci", "--ignore-scripts", "--prefix", "bench"], { shell: process.platform === "win32" });
}
run(process.execPath, [join("node_modules", "typescript", "bin", "tsc"), "-b", "lib"]);

const core = String(cpus().length - 1);
const canPin = process.platform === "linux" && spawnSync("taskset", ["-c", core, "true"]).status === 0;
const measure = [process.execPath, "--import", "tsx", join("bench", "main.ts"), ...process.argv.slice(2)];
const [command, ...args] = canPin ? ["taskset", "-c", core, ...measure] : measure;
run(command!, canPin ? [...args, "--pinned", core] : args);
