// Whoever installs the library in a folder of their own gets what the lessons have.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { compiler } from "../../jupyter/setup/build.mjs";
import { here, run, type Outcome } from "../../jupyter/setup/process.mjs";
import * as lib from "../../lib/index";

const { root, node } = here();
const NAME = "breaking-symmetry-lib";
const read = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(read("lib/package.json")) as Manifest;
const project = JSON.parse(read("package.json")) as Manifest;
const blocks = [...read("lib/README.md").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

/** A folder that has the library installed. */
let folder: string;
/** What npm says to packing the library where nothing is installed or built. */
let refusal: Outcome;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "library-"));
  const fresh = join(folder, "fresh");
  const isSource = (path: string): boolean => !/[\\/](dist|node_modules|web)$/.test(path);
  for (const part of ["lib", "jupyter", "tsconfig.json", "package.json", "package-lock.json"])
    cpSync(join(root, part), join(fresh, part), { recursive: true, filter: isSource });
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  // What npm would fetch is there already, so that it needs no network.
  for (const name of allNeeded(Object.keys(manifest.dependencies))) copyPackage(name);
  refusal = await npm("pack", join(fresh, "lib"));
  symlinkSync(join(root, "node_modules"), join(fresh, "node_modules"), "junction");
  await succeed(npm("pack", join(fresh, "lib")));
  await succeed(npm("install", "--offline", "--no-audit", "--no-fund", `./${NAME}-${manifest.version}.tgz`));
});

after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function npm(...args: string[]): Promise<Outcome> {
  return run("npm", args, { cwd: folder, shell: process.platform === "win32" });
}

async function succeed(outcome: Promise<Outcome>): Promise<void> {
  const { code, output } = await outcome;
  assert.equal(code, 0, output);
}

/** Packages with all that they need in turn, as the lock file has them. */
function allNeeded(names: readonly string[]): Set<string> {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, Partial<Manifest>>;
  };
  const found = new Set(names);
  // A set goes on to what is added meanwhile.
  for (const name of found)
    for (const needed of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {})) found.add(needed);
  return found;
}

function copyPackage(name: string): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(root, "node_modules", name), target, { recursive: true });
}

/** What a script in the folder prints. */
async function printedBy(file: string, code: string): Promise<string> {
  writeFileSync(join(folder, file), code);
  const { code: exit, output } = await run(node, [file], { cwd: folder });
  assert.equal(exit, 0, output);
  return output.trim();
}

test("it is the version of the kit, with the kit's versions of what it needs", () => {
  const { version } = project;
  assert.equal(manifest.version, version);
  assert.equal((JSON.parse(read("package-lock.json")) as Manifest).version, version);
  assert.ok(read("CITATION.cff").includes(`\nversion: ${version}\n`));
  assert.ok(read("CHANGELOG.md").includes(`\n## ${version}\n`));
  for (const [name, wanted] of Object.entries(manifest.dependencies))
    assert.equal(wanted, project.dependencies[name], name);
  assert.ok(read("LICENSE").includes(read("lib/LICENSE").replace(/^.*\n/, "").trim()));
});

test("it is built as it is packed, and not packed where nothing can build it", () => {
  assert.equal(refusal.code, 1);
  assert.match(refusal.output, /Cannot build: .* not installed\.\s+Run npm ci in its folder first\./);
});

test("it can be bundled for a page", async () => {
  const code = `import { activationCurve, tanh } from "${NAME}"; console.log(activationCurve(tanh).title);`;
  const stdin = { contents: code, resolveDir: folder };
  const bundle = await build({ stdin, bundle: true, platform: "browser", write: false, logLevel: "silent" });
  const printed: unknown[] = [];
  const page = { console: { log: (line: unknown) => printed.push(line) }, WebAssembly };
  runInNewContext(bundle.outputFiles[0]!.text, page);
  assert.deepEqual(printed, [lib.activationCurve(lib.tanh).title]);
});

test("an ES module and a CommonJS script get every name, and the same objects", async () => {
  const names = Object.keys(lib).sort().join();
  const sorted =
    "console.log(Object.keys(lib).filter((name) => !/^(default|__esModule|module.exports)$/.test(name)).sort().join());";
  assert.equal(await printedBy("all.mjs", `import * as lib from "${NAME}"; ${sorted}`), names);
  assert.equal(await printedBy("all.cjs", `const lib = require("${NAME}"); ${sorted}`), names);
  const both = `import { createRequire } from "node:module"; import { Matrix } from "${NAME}";
    console.log(createRequire(import.meta.url)("${NAME}").Matrix === Matrix);`;
  assert.equal(await printedBy("both.mjs", both), "true");
});

test("its numbers are those of the lessons, by WebAssembly", async () => {
  const program = `const network = lib.createNetwork({
      sizes: [2, 30, 1], hidden: lib.tanh, weights: lib.scaledNormal(0.5), random: lib.seeded(2) });
    lib.train(network, lib.moons({ count: 100, random: lib.seeded(1) }), { learningRate: 0.5, steps: 50 }).loss`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the same program here and there
  const expected: unknown = new Function("lib", program.replace("lib.train(", "return lib.train("))(lib);
  const code = program.replace(/lib\.train\(.*/, "console.log($&);");
  assert.equal(await printedBy("numbers.mjs", `import * as lib from "${NAME}"; ${code}`), String(expected));
  const require = createRequire(join(folder, "main.js"));
  const inside = join(folder, "node_modules", NAME, "dist/math/engine/wasm/instance.js");
  assert.notEqual((require(inside) as { wasm(): unknown }).wasm(), null);
});

test("computer algebra comes with it", async () => {
  const code = `import { activation } from "${NAME}"; console.log(activation("z^3").df(2));`;
  assert.equal(await printedBy("algebra.mjs", code), "12");
});

test("the README's code runs, and says what it says", async () => {
  assert.ok(blocks.length > 1);
  const outputs = await Promise.all(blocks.map((code, at) => printedBy(`readme-${at}.mjs`, code)));
  assert.equal(outputs[0], /^console.* \/\/ ([^:]*):/m.exec(blocks[0]!)![1]);
});

test("a project that writes declarations can export what the library gives", async () => {
  const code = `import { activationCurve, forward, train, xor, type Network } from "${NAME}";
    export const passes = (network: Network) => forward(network, xor().X);
    export const states = (network: Network) => train(network, xor(), { learningRate: 1, steps: 1 }).history;
    export const curve = activationCurve;`;
  writeFileSync(join(folder, "exported.mts"), code);
  // Nothing of a page is known.
  const args =
    "--noEmit --declaration --strict --target es2022 --lib es2022 --skipLibCheck --module nodenext";
  const checked = await run(node, [compiler(root), ...args.split(" "), "exported.mts"], { cwd: folder });
  assert.deepEqual(checked, { code: 0, output: "" });
});

test("TypeScript reads its types, strictly, from both kinds of module and for a bundler", async () => {
  for (const [at, code] of blocks.entries())
    for (const kind of ["mts", "cts", "ts"]) writeFileSync(join(folder, `typed-${at}.${kind}`), code);
  writeFileSync(join(folder, "wrong.mts"), `import { Matrix } from "${NAME}";\nMatrix.zeros(2);\n`);
  // plotly's types name elements of a page.
  const strict = "--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,dom".split(" ");
  const check = (...args: readonly string[]) =>
    run(node, [compiler(root), ...strict, ...args], { cwd: folder });
  const named = (kind: string): string[] => blocks.map((_, at) => `typed-${at}.${kind}`);
  const bundled = await check("--module", "esnext", "--moduleResolution", "bundler", ...named("ts"));
  assert.deepEqual(bundled, { code: 0, output: "" });
  const { output } = await check("--module", "nodenext", ...named("mts"), ...named("cts"), "wrong.mts");
  assert.equal(output, "wrong.mts(2,8): error TS2554: Expected 2 arguments, but got 1.");
});
