// @ts-check
// Builds the JupyterLab extension (jupyter/renderer/dist) and the scripts of the HTML export (jupyter/template/dist).
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const defaults = { extension: path.join(here, "dist"), exported: path.resolve(here, "../template/dist") };

/** All cartesian traces, no maps: nothing in it asks another host. */
const plotly = path.join(root, "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js");

/** JupyterLab's own editor is extended: a second copy of these would not fit into it. @type {import("esbuild").Plugin} */
const shared = {
  name: "shared",
  setup(building) {
    building.onResolve({ filter: /^@codemirror\/(state|view)$/ }, ({ path: name }) => ({
      path: name,
      namespace: "shared",
    }));
    building.onLoad({ filter: /.*/, namespace: "shared" }, ({ path: name }) => ({
      contents: `module.exports = require("./lab/federated").loadedModule("${name}");`,
      resolveDir: path.join(here, "src"),
    }));
  },
};

/**
 * Builds everything that draws figures in a browser.
 *
 * @param {{ extension: string, exported: string }} folders - where the JupyterLab extension and the scripts of the HTML export go
 */
export async function buildRenderer({ extension, exported } = defaults) {
  await Promise.all([emptied(path.join(extension, "static")), emptied(exported)]);
  await Promise.all([
    bundle("extension.ts", path.join(extension, "static/remoteEntry.js")),
    copyFile(plotly, path.join(extension, "static/plotly-cartesian.min.js")),
    writeFile(path.join(extension, "package.json"), await manifest()),
    bundle("page.ts", path.join(exported, "figures.js")),
    copyFile(plotly, path.join(exported, "plotly-cartesian.min.js")),
  ]);
}

/** @param {string} folder */
async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

/**
 * @param {string} entry
 * @param {string} outfile
 */
async function bundle(entry, outfile) {
  await build({
    entryPoints: [path.join(here, "src", entry)],
    outfile,
    bundle: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    loader: { ".css": "text" },
    plugins: [shared],
    logLevel: "warning",
  });
}

/** What JupyterLab reads to find a prebuilt extension. */
async function manifest() {
  const packageJson = await readFile(path.join(root, "package.json"), "utf8");
  const version = /"version": "([^"]+)"/.exec(packageJson)?.[1];
  const described = {
    name: "breaking-symmetry-plotly",
    version,
    description: "Draws plotly figures in JupyterLab, live and without a network",
    license: "MIT",
    jupyterlab: {
      mimeExtension: true,
      extension: true,
      outputDir: ".",
      _build: { load: "static/remoteEntry.js", mimeExtension: "./mimeExtension", extension: "./extension" },
    },
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  void buildRenderer();
}
