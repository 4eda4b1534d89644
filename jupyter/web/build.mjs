// @ts-check
// Builds the kernel that runs in a page.
import { build } from "esbuild";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { writeKnownCells } from "./known-cells.mjs";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
const modules = path.join(root, "node_modules");
const typescript = path.join(modules, "typescript");

/** @type {import("esbuild").BuildOptions} */
export const common = {
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
  platform: "browser",
  nodePaths: [path.join(here, "node_modules"), modules],
};

/** Imports a source of the page into the build. @param {string} file @returns {Promise<unknown>} */
export async function importSource(file) {
  const { outputFiles } = await build({ ...common, format: "esm", entryPoints: [file], write: false });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

/** Leaves out what only Node has, and what is loaded at run time, by name: see `load` in src/worker.ts. @type {import("esbuild").Plugin} */
const shims = {
  name: "shims",
  setup(building) {
    building.onResolve({ filter: /^path$/ }, () => ({
      path: path.join(here, "node_modules/path-browserify/index.js"),
    }));
    building.onResolve({ filter: /^typescript$/ }, () => ({
      path: path.join(typescript, "lib/typescript.js"),
    }));
    building.onResolve({ filter: /^mathjs$/ }, (args) =>
      args.kind === "require-call" && !args.importer.includes("mathjs/")
        ? { path: "mathjs", external: true }
        : undefined,
    );
    building.onResolve({ filter: /^tslab\/dist\/jupyter\.js$/ }, () => ({ path: "tslab", external: true }));
    building.onResolve({ filter: /^(fs|os|crypto|inspector|perf_hooks|module|url)$/ }, ({ path: name }) => ({
      path: name,
      namespace: "nothing",
    }));
    building.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {};" }));
    // The compiler throws errors that the kernel knows.
    building.onResolve({ filter: /\/compile-error$/ }, ({ importer }) =>
      /\/compile\/[\w-]+\.ts$|\/refusals\.ts$/.test(importer)
        ? { path: "compile-error", namespace: "kernel" }
        : undefined,
    );
    building.onLoad({ filter: /.*/, namespace: "kernel" }, () => ({
      contents: "module.exports = self.compileError;",
    }));
  },
};

/** @type {import("esbuild").BuildOptions} */
export const inWorker = {
  ...common,
  plugins: [shims],
  inject: [path.join(here, "shims/process.mjs")],
  define: { __filename: '"/kernel.js"', global: "globalThis" },
};

/**
 * Builds the kernel's worker, its compiler, mathjs, and the library's sources.
 *
 * @param {string} folder
 * @param {readonly import("./lessons.mjs").Lesson[]} lessons - whose cells need no check
 * @returns what each cell needs of those above it, by lesson and cell
 */
export async function buildKernel(folder, lessons) {
  const compiler = await bundled("src/compiler.ts");
  const code = `self.declarations=${JSON.stringify(await declarations())};${compiler}`;
  const environment = createHash("sha256").update(code).digest("hex");
  const [needs] = await Promise.all([
    writeKnownCells(folder, lessons, code, environment),
    bundled("src/worker.ts", { ENVIRONMENT: JSON.stringify(environment) }).then((kernel) =>
      writeFile(path.join(folder, "kernel.js"), kernel),
    ),
    writeFile(path.join(folder, "compiler.js"), code),
    build({
      ...common,
      stdin: { contents: `import * as mathjs from "mathjs"; self.mathjs = mathjs;`, resolveDir: root },
      outfile: path.join(folder, "mathjs.js"),
    }),
    writeFile(path.join(folder, "sources.js"), `self.sources=${JSON.stringify(await sources())}`),
  ]);
  return needs;
}

/** What cells can use where the browser has it: see the options of the compiler. */
const NEWER = ["string", "object", "collection", "promise"]
  .map((name) => `es2024.${name}`)
  .concat("es2025.collection", "es2025.iterator");
/** A script of the kernel. @param {string} file @param {Record<string, string>} [constants] */
async function bundled(file, constants) {
  const { outputFiles } = await build({
    ...inWorker,
    entryPoints: [path.join(here, file)],
    define: { ...inWorker.define, ...constants },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** The declarations that cells see, by their path in the kernel's file system. */
async function declarations() {
  /** @type {Record<string, string>} */
  const files = {};
  /** @param {string} name */
  const addLibrary = async (name) => {
    const file = `/ts/lib/${name}`;
    if (file in files) return;
    files[file] = "";
    const text = await readFile(path.join(typescript, "lib", name), "utf8");
    files[file] = text;
    for (const [, next] of text.matchAll(/<reference lib="([^"]+)"/g)) await addLibrary(`lib.${next}.d.ts`);
  };
  for (const name of ["es2023", "esnext.disposable", ...NEWER]) await addLibrary(`lib.${name}.d.ts`);
  files["/kit/node_modules/@types/node/package.json"] = JSON.stringify({
    name: "@types/node",
    types: "index.d.ts",
  });
  files["/kit/node_modules/@types/node/index.d.ts"] = await readFile(
    path.join(here, "src/globals.d.ts.txt"),
    "utf8",
  );
  files["/kit/lib/package.json"] = await readFile(path.join(root, "lib/package.json"), "utf8");
  for (const [name, text] of await textsIn("lib/dist", (name) => name.endsWith(".d.ts")))
    files[`/kit/lib/dist/${name}`] = text;
  return files;
}

/** What \`lib?\` and \`name??\` show and errors look names up in, by path in the library's folder. */
const sources = async () =>
  Object.fromEntries(
    await textsIn("lib", (name) => name.endsWith(".ts") && !/^(dist|node_modules)\//.test(name)),
  );

/** The texts of files below a folder, by their path in it. @param {string} folder @param {(name: string) => boolean} isWanted */
async function textsIn(folder, isWanted) {
  const names = await readdir(path.join(root, folder), { recursive: true });
  return Promise.all(
    names
      .map((name) => name.replaceAll("\\", "/"))
      .filter(isWanted)
      .map(
        async (name) => /** @type {const} */ ([name, await readFile(path.join(root, folder, name), "utf8")]),
      ),
  );
}
