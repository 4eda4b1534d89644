// A project whose npm, Python and compiler are real programs, but quick ones: each takes its time to write a folder,
// file by file, and fails as the real one does if anything else writes there.
import { chmodSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestContext } from "node:test";
import { here } from "../../../../jupyter/setup/process.mjs";
import { scratch, write } from "./machine";

const kit = here();
const files = 8;

/** Writes a folder of files that all name one process, and ends with an error when another one's turn up there. */
const slowly = `
  const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
  const { dirname, join } = require("node:path");
  const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const put = (file, text) => { mkdirSync(dirname(file), { recursive: true }); writeFileSync(file, text); };
  const fill = (folder, empty) => {
    if (empty) rmSync(folder, { recursive: true, force: true });
    for (let i = 0; i < ${files}; i++) {
      put(join(folder, "file" + i), String(process.pid));
      while (existsSync(process.env.HOLD ?? "")) wait(50);
      wait(5);
      const owners = readdirSync(folder).filter((name) => /^file/.test(name))
        .map((name, j) => (empty || j <= i) && readFileSync(join(folder, "file" + j), "utf8")).filter(Boolean);
      if (owners.some((pid) => pid !== String(process.pid)) || owners.length < i + 1) {
        console.error("error code ENOTEMPTY: another program writes into " + folder);
        process.exit(1);
      }
    }
  };`;

/** Stands for npm: it works in a process of its own below npm, as install scripts do. */
const npm = `#!${kit.node}
  if (process.argv[2] === "ci") {
    const code = require("node:child_process").spawnSync(process.execPath, [__filename, "below"], { stdio: "inherit" }).status;
    process.exit(code ?? 1);
  }
  ${slowly}
  fill("node_modules", true);
  put("node_modules/typescript/bin/tsc", readFileSync(join(__dirname, "tsc"), "utf8"));
  put("node_modules/.package-lock.json", readFileSync("package-lock.json", "utf8"));`;

const python = `#!${kit.node}
  const args = process.argv.slice(2);
  if (args[0] === "-c") { process.stdout.write("3 12 1"); process.exit(0); }
  ${slowly}
  const venv = args[1] === "venv";
  const prefix = venv ? args.at(-1) : dirname(dirname(process.argv[1]));
  if (!venv) console.log("Installing collected packages: jupyterlab");
  fill(join(prefix, venv ? "made" : "packages"), venv);
  if (venv) {
    put(join(prefix, "bin/python"), readFileSync(process.argv[1], "utf8"));
    require("node:fs").chmodSync(join(prefix, "bin/python"), 0o755);
  }`;

const tsc = `${slowly}
  fill("lib/dist", true);
  put("lib/dist/index.js", ""); put("jupyter/kernel/dist/main.js", "");`;

const renderer = `
  import { mkdirSync, writeFileSync } from "node:fs";
  export function buildRenderer() {
    for (const folder of ["renderer/dist", "template/dist"]) mkdirSync("jupyter/" + folder, { recursive: true });
    writeFileSync("jupyter/renderer/dist/package.json", "{}");
  }`;

const command = (name: string): string => JSON.stringify(pathToFileURL(join(kit.root, "jupyter", name)).href);

/** Makes such a project. `node set-up.mjs` in it does what `npm start` does before it starts JupyterLab. */
export function slowProject(t: TestContext): { root: string; env: NodeJS.ProcessEnv } {
  const root = scratch(t);
  write(root, {
    "package.json": { name: "slow" },
    "package-lock.json": { packages: { "": {}, "node_modules/a": { version: "1.0.0" } } },
    "jupyter/requirements.txt": "jupyterlab==4.0.0\n",
    "jupyter/renderer/build.mjs": renderer,
    "jupyter/template/index.html.j2": "",
    "lib/index.ts": "",
    "bin/npm": npm,
    "bin/python3": python,
    "bin/tsc": tsc,
    "set-up.mjs": `
      import { command } from ${command("setup/command.mjs")};
      command(async () => {
        const { setUp } = await import(${command("setup/setup.mjs")});
        const { here } = await import(${command("setup/process.mjs")});
        await setUp({ surroundings: { ...here(), root: process.cwd() } });
        console.log("ready");
      });`,
  });
  for (const name of ["npm", "python3"]) chmodSync(join(root, "bin", name), 0o755);
  const path = [join(root, "bin"), process.env.PATH].join(delimiter);
  return { root, env: { ...process.env, PATH: path, npm_execpath: "", npm_lifecycle_event: undefined } };
}

/** How many files the programs of such a project have written so far. */
export function written(root: string): number {
  const count = (folder: string): number =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder)).filter((name) => name.startsWith("file")).length
      : 0;
  return folders.reduce((sum, folder) => sum + count(folder), 0);
}

const folders = ["node_modules", ".venv/made", ".venv/packages", "lib/dist"];
/** So many files there are when all programs have come to their end. */
export const allFiles = files * folders.length;

/** Says what is not as one undisturbed run of each program leaves it. */
export function damage(root: string): string[] {
  return folders.filter((folder) => {
    const names = readdirSync(join(root, folder)).filter((name) => name.startsWith("file"));
    const owners = names.map((name) => readFileSync(join(root, folder, name), "utf8"));
    return names.length !== files || new Set(owners).size !== 1;
  });
}
