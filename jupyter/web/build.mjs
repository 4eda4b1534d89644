// @ts-check
// Builds the kernel that runs in a page.
import { build } from "esbuild";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
const modules = path.join(root, "node_modules");
const typescript = path.join(modules, "@tslab/typescript-for-tslab");

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

/** Puts the shims in the place of what only Node has. @type {import("esbuild").Plugin} */
const shims = {
  name: "shims",
  setup(building) {
    building.onResolve({ filter: /common\/packages$/ }, () => ({
      path: path.join(here, "shims/packages.ts"),
    }));
    building.onResolve({ filter: /^@tslab\/typescript-for-tslab$/ }, () => ({
      path: path.join(here, "shims/typescript.cjs"),
    }));
    building.onResolve({ filter: /^typescript-of-tslab$/ }, () => ({
      path: path.join(typescript, "lib/typescript.js"),
    }));
    building.onResolve({ filter: /^path$/ }, () => ({
      path: path.join(here, "node_modules/path-browserify/index.js"),
    }));
    // Loaded at run time, by name: see `load` in src/worker.ts.
    building.onResolve({ filter: /^mathjs$/ }, (args) =>
      args.kind === "require-call" && !args.importer.includes("mathjs/")
        ? { path: "mathjs", external: true }
        : undefined,
    );
    building.onResolve({ filter: /^tslab\/dist\/jupyter\.js$/ }, () => ({ path: "tslab", external: true }));
    building.onResolve(
      { filter: /^(fs|os|crypto|inspector|perf_hooks|module|source-map-support|url)$/ },
      ({ path: name }) => ({
        path: name,
        namespace: "nothing",
      }),
    );
    building.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Builds the kernel's worker, mathjs, the types that cells are checked against, and the library's sources. @param {string} folder */
export async function buildKernel(folder) {
  await Promise.all([
    build({
      ...common,
      entryPoints: [path.join(here, "src/worker.ts")],
      outfile: path.join(folder, "kernel.js"),
      plugins: [shims],
      inject: [path.join(here, "shims/process.mjs")],
      define: {
        __dirname: '"/kit/node_modules/tslab/dist"',
        __filename: '"/kit/node_modules/tslab/dist/index.js"',
        global: "globalThis",
      },
    }),
    build({
      ...common,
      stdin: { contents: `import * as mathjs from "mathjs"; self.mathjs = mathjs;`, resolveDir: root },
      outfile: path.join(folder, "mathjs.js"),
    }),
    writeFile(path.join(folder, "types.json"), JSON.stringify(await types())),
    writeFile(path.join(folder, "sources.js"), `self.sources=${JSON.stringify(await sources())}`),
  ]);
}

/** The declarations that cells see, by their path in the kernel's file system. */
async function types() {
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
  await addLibrary("lib.es2023.d.ts");
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
