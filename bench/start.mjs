// @ts-check
// npm run bench: sets up what is missing, installs the peers, and measures on one core. Arguments go to main.ts, with --live or
// --kernels to live/main.ts, with --page to page/main.ts.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { command } from "../jupyter/setup/command.mjs";

command(async () => {
  const { setUp } = await import("../jupyter/setup/setup.mjs");
  const { here } = await import("../jupyter/setup/process.mjs");
  await setUp({ dev: true });
  const { root } = here();
  if (process.argv.includes("--page")) {
    await setUp({ dev: true, parts: ["jupyter/web"] });
    run(root, process.execPath, [
      "--import",
      "tsx",
      join("bench", "page", "main.ts"),
      ...process.argv.slice(2),
    ]);
    return;
  }
  const peers = join(root, "bench", "node_modules");
  if (!existsSync(peers)) {
    process.stdout.write("Installing the peers into bench/node_modules\n");
    // On Windows npm is a script, which only a shell runs. No peer needs what its install scripts do.
    const onWindows = process.platform === "win32";
    run(root, "npm", ["ci", "--ignore-scripts", "--prefix", "bench"], { shell: onWindows });
  }
  if (process.argv.includes("--live") || process.argv.includes("--kernels")) {
    run(root, process.execPath, [
      "--import",
      "tsx",
      join("bench", "live", "main.ts"),
      ...process.argv.slice(2),
    ]);
    return;
  }
  const core = String(cpus().length - 1);
  const canPin = process.platform === "linux" && spawnSync("taskset", ["-c", core, "true"]).status === 0;
  const main = join("bench", "main.ts");
  const measure = ["--import", "tsx", main, ...process.argv.slice(2)];
  if (canPin) run(root, "taskset", ["-c", core, process.execPath, ...measure, "--pinned", core]);
  else run(root, process.execPath, measure);
});

/**
 * @param {string} root
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ shell?: boolean }} [options]
 */
function run(root, program, args, options = {}) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: "inherit", ...options });
  if (status !== 0) process.exit(status ?? 1);
}
