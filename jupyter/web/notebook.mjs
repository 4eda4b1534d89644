// @ts-check
// Writes site/notebook: JupyterLite with the page's kernel, our renderer and all lessons. Python is needed to build it only.
import { build } from "esbuild";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { exclusively } from "../setup/lock.mjs";
import { layout } from "../setup/python.mjs";
import { toolFailure } from "../setup/report.mjs";
import { common, here, root } from "./build.mjs";
import { readLessons } from "./lessons.mjs";

/** @typedef {import("../setup/process.mjs").Surroundings} Surroundings */

const KERNEL = "breaking-symmetry-kernel";

/** What JupyterLite reads when it starts in a browser. @param {string} firstLesson - its file's name */
const settings = (firstLesson) => ({
  "jupyter-lite-schema-version": 0,
  "jupyter-config-data": {
    appName: "Breaking Symmetry",
    defaultKernelName: "breaking-symmetry",
    firstLesson,
  },
});

/** Settings of JupyterLab that a reader can change. */
const overrides = { "@jupyterlab/apputils-extension:themes": { "adaptive-theme": true } };

/**
 * @param {string} site - the site's folder, with the kernel's files in it
 * @param {Surroundings} surroundings - with the project's own Python environment set up
 */
export async function buildNotebook(site, surroundings) {
  const { env, platform, progress } = surroundings;
  const { python, dataFolder } = layout(path.join(root, ".venv"), platform);
  /** @param {string} title @param {readonly string[]} args @param {string} cwd */
  const step = (title, args, cwd) =>
    exclusively(surroundings, ({ run }) =>
      progress.step(title, async () => {
        const outcome = await run(python, args, { cwd, env });
        if (outcome.code !== 0) throw toolFailure(`${title}: it failed`, outcome);
      }),
    );
  const folder = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-lite-"));
  try {
    const pip = ["-m", "pip", "install", "--quiet", "-r", path.join(here, "requirements.txt")];
    await step("Install JupyterLite", pip, root);
    const extensions = path.join(folder, "labextensions");
    await writeKernelExtension(path.join(extensions, KERNEL), site);
    const renderer = path.join(root, "jupyter/renderer/dist");
    await cp(renderer, path.join(extensions, "breaking-symmetry-plotly"), { recursive: true });
    const widgets = "@jupyter-widgets";
    await cp(path.join(dataFolder, "labextensions", widgets), path.join(extensions, widgets), {
      recursive: true,
    });
    const contents = path.join(folder, "contents");
    await writeContents(contents);
    const configuration = {
      LiteBuildConfig: {
        apps: ["lab"],
        contents: [contents],
        output_dir: path.join(site, "notebook"),
        ignore_sys_prefix: ["federated_extensions"],
        no_sourcemaps: true,
        no_unused_shared_packages: true,
      },
      FederatedExtensionAddon: { extra_labextensions_path: [extensions] },
    };
    await writeFile(path.join(folder, "jupyter_lite_config.json"), JSON.stringify(configuration));
    const [first] = await readLessons();
    const lite = settings(`${first?.file ?? ""}.ipynb`);
    await writeFile(path.join(folder, "jupyter-lite.json"), JSON.stringify(lite));
    await writeFile(path.join(folder, "overrides.json"), JSON.stringify(overrides));
    await step("Build JupyterLite", ["-m", "jupyterlite_core", "build"], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the lessons with texts that are whole: a server joins the lines of a notebook's file, JupyterLite does not, and its table
 * of contents then reads none.
 *
 * @param {string} folder
 */
async function writeContents(folder) {
  await mkdir(folder);
  const names = (await readdir(path.join(root, "notebooks"))).filter((name) => name.endsWith(".ipynb"));
  for (const name of names) {
    const text = await readFile(path.join(root, "notebooks", name), "utf8");
    await writeFile(path.join(folder, name), JSON.stringify(JSON.parse(text, whole), undefined, 1));
  }
}

/** Lines that make one text. @param {string} key @param {unknown} value @returns {unknown} */
function whole(key, value) {
  const isText = key === "source" || key === "text" || /^(?:text|image)\//.test(key);
  return isText && Array.isArray(value) ? value.join("") : value;
}

/** @param {string} folder @param {string} site */
async function writeKernelExtension(folder, site) {
  const files = path.join(folder, "static");
  await mkdir(files, { recursive: true });
  await build({
    ...common,
    entryPoints: [path.join(here, "src/lite.ts")],
    outfile: path.join(files, "remoteEntry.js"),
  });
  for (const file of ["kernel.js", "compiler.js", "cells.json", "sources.js", "mathjs.js"])
    await cp(path.join(site, file), path.join(files, file));
  const packageJson = await readFile(path.join(root, "package.json"), "utf8");
  const described = {
    name: KERNEL,
    version: /"version": "([^"]+)"/.exec(packageJson)?.[1],
    description: "TypeScript cells without a server",
    license: "MIT",
    jupyterlab: {
      extension: true,
      outputDir: ".",
      _build: { load: "static/remoteEntry.js", extension: "./extension" },
    },
    jupyterlite: { liteExtension: true },
  };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(described));
}
