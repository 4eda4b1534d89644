// The whole set-up, in a small project of its own with the real compiler.
import assert from "node:assert/strict";
import { createHook } from "node:async_hooks";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { build } from "../../../jupyter/setup/build.mjs";
import { setUp } from "../../../jupyter/setup/setup.mjs";
import { layout } from "../../../jupyter/setup/python.mjs";
import { here, run } from "../../../jupyter/setup/process.mjs";
import { machine, scratch, write, type Call, type Machine } from "./support/machine";

const kit = here();
const project = (more: object = {}) => ({
  compilerOptions: {
    composite: true,
    rootDir: ".",
    outDir: "dist",
    types: [],
    lib: ["es5"],
    strict: true,
    ...more,
  },
  include: ["*.ts"],
});

/** Stands for the compiler where its errors and its notes do not matter. */
function copySources(root: string) {
  const source = readFileSync(join(root, "lib/index.ts"), "utf8");
  write(root, { "lib/dist/index.js": source, "jupyter/kernel/dist/main.js": "" });
  return Promise.resolve({ code: 0, output: "" });
}

/** A project folder with a space in its name: a compiler, and a pip and an npm that have nothing to do. */
function smallProject(
  t: TestContext,
  compile?: (root: string) => Promise<{ code: number; output: string }>,
): Machine {
  const root = scratch(t);
  write(root, {
    "package.json": { name: "small" },
    "package-lock.json": { packages: { "": {}, "node_modules/typescript": { version: "1.0.0" } } },
    "tsconfig.json": {},
    "lib/tsconfig.json": project(),
    "lib/index.ts": "export const one: number = 1;",
    "jupyter/kernel/tsconfig.json": project(),
    "jupyter/kernel/main.ts": "export {};",
    "jupyter/requirements.txt": "# nothing",
    "jupyter/renderer/build.mjs": [
      'import { mkdirSync, writeFileSync } from "node:fs";',
      "const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname.replaceAll('%20', ' ');",
      "export function buildRenderer() {",
      "  for (const folder of ['dist', '../template/dist']) mkdirSync(`${here}/${folder}`, { recursive: true });",
      "  writeFileSync(`${here}/dist/package.json`, '{}');",
      "}",
    ].join("\n"),
  });
  return machine(root, undefined, { run: answer, node: process.execPath });

  function answer(file: string, args: readonly string[], options?: Call["options"]) {
    small.calls.push({ file, args, options: options ?? {} });
    if (args.includes("-b")) return compile?.(root) ?? run(file, args, options);
    if (args.includes("venv")) makeEnvironment(args.at(-1) ?? "");
    if (args.includes("ci")) installPackages(root);
    return Promise.resolve({ code: 0, output: args[0] === "-c" ? "3 12 1" : "" });
  }
}

let small: Machine;

function makeEnvironment(prefix: string) {
  const { python } = layout(prefix, "linux");
  mkdirSync(dirname(python), { recursive: true });
  symlinkSync(process.execPath, python);
}

function installPackages(root: string) {
  write(root, {
    "node_modules/.package-lock.json": { packages: { "node_modules/typescript": { version: "1.0.0" } } },
  });
  if (existsSync(join(root, "node_modules/typescript"))) return;
  symlinkSync(join(kit.root, "node_modules/typescript"), join(root, "node_modules/typescript"), "junction");
}

/** Counts the processes that really start, however they are started. */
async function processesDuring(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const hook = createHook({
    init(_id, type) {
      if (type === "PROCESSWRAP") count++;
    },
  }).enable();
  await work();
  hook.disable();
  return count;
}

const posix = { skip: process.platform === "win32" && "symbolic links" };

test(
  "a fresh clone is set up, and the second time no process is started and nothing is said",
  posix,
  async (t) => {
    small = smallProject(t);
    assert.ok((await processesDuring(() => setUp({ surroundings: small }))) > 0, "the compiler really ran");
    assert.deepEqual([...small.lines].sort(), [
      "Build the figure renderer",
      "Build the library and the kernel",
      "Install JupyterLab",
      "Install the Node packages",
      "Make a Python 3.12 environment in .venv",
    ]);
    assert.ok(existsSync(join(small.root, ".venv/share/jupyter/kernels/breaking-symmetry/kernel.json")));

    // A kernel that has run keeps something beside itself.
    write(small.root, { "jupyter/kernel/dist/cache/cells/one": "" });
    small.calls.length = small.lines.length = 0;
    assert.equal(await processesDuring(() => setUp({ surroundings: small })), 0);
    assert.deepEqual([small.calls, small.lines], [[], []]);
  },
);

test("only what changed is done again", posix, async (t) => {
  small = smallProject(t, copySources);
  await setUp({ surroundings: small });
  const done = async (change: () => void) => {
    small.lines.length = 0;
    change();
    await setUp({ surroundings: small });
    return small.lines;
  };
  const edit = (path: string, content: string | object) => () => {
    write(small.root, { [path]: content });
  };
  const programs = "Build the library and the kernel";
  assert.deepEqual(await done(edit("lib/index.ts", "export const one: number = 2;")), [programs]);
  assert.match(readFileSync(join(small.root, "lib/dist/index.js"), "utf8"), /= 2/);
  assert.deepEqual(await done(edit("jupyter/renderer/more.ts", "")), ["Build the figure renderer"]);
  assert.deepEqual(
    await done(() => {
      rmSync(join(small.root, "lib/dist"), { recursive: true });
    }),
    [programs],
  );
  assert.deepEqual(
    await done(() => {
      rmSync(join(small.root, "jupyter/kernel/dist"), { recursive: true });
    }),
    [programs],
  );
  assert.deepEqual(await done(edit("jupyter/requirements.txt", "# changed")), ["Install JupyterLab"]);
  const lock = {
    packages: {
      "": {},
      "node_modules/typescript": { version: "1.0.0" },
      "node_modules/a": { optional: true },
    },
  };
  assert.deepEqual(await done(edit("package-lock.json", lock)), [programs, "Build the figure renderer"]);
});

test(
  "what was built and has been damaged since is built anew, on a start and on request",
  posix,
  async (t) => {
    small = smallProject(t);
    write(small.root, { "lib/two.ts": "export const two = 2;" });
    await setUp({ surroundings: small });
    const whole = readFileSync(join(small.root, "lib/dist/index.js"), "utf8");
    const startAgain = () => setUp({ surroundings: small });
    for (const [damaged, repair] of [
      ["", () => build(small, { force: true })],
      [whole.replace("1", "11"), startAgain],
    ] as const) {
      write(small.root, { "lib/dist/index.js": damaged });
      rmSync(join(small.root, "lib/dist/two.js"));
      small.lines.length = 0;
      await repair();
      assert.equal(small.lines[0], "Build the library and the kernel");
      assert.equal(readFileSync(join(small.root, "lib/dist/index.js"), "utf8"), whole);
      assert.ok(existsSync(join(small.root, "lib/dist/two.js")));
    }
  },
);

test(
  "a source that does not compile is told, and stands in the way only if nothing was ever built",
  posix,
  async (t) => {
    small = smallProject(t);
    const wrong = { "lib/index.ts": "export const one: number = 'one';" };
    write(small.root, { ...wrong, "lib/tsconfig.json": project({ noEmitOnError: true }) });
    await assert.rejects(
      setUp({ surroundings: small }),
      /does not compile[^]*lib\/index\.ts\(1,14\): error TS2322/,
    );
    write(small.root, { "lib/index.ts": "export const one: number = 1;" });
    await setUp({ surroundings: small });
    write(small.root, wrong);
    small.lines.length = 0;
    await setUp({ surroundings: small });
    assert.match(small.lines.join("\n"), /does not compile[^]*lib\/index\.ts\(1,14\): error TS2322/);
  },
);

test("what esbuild says is shown when the renderer cannot be built", posix, async (t) => {
  small = smallProject(t);
  const failure = "Build failed with 1 error:\\nsrc/figure.ts:3:1: ERROR: Unexpected";
  write(small.root, {
    "jupyter/renderer/build.mjs": `export const buildRenderer = () => { throw new Error("${failure}"); };`,
  });
  await assert.rejects(
    setUp({ surroundings: small }),
    /^Problem: The figure renderer cannot be built \(exit code 1\)\.\n {2}\| Build failed[^]*\| src\/figure\.ts:3:1/,
  );
});

test("what only a person can mend is told before anything is downloaded", async (t) => {
  const root = scratch(t);
  const without = machine(root, () => ({ code: 127 }));
  await assert.rejects(setUp({ surroundings: without }), /Python was not found/);
  assert.deepEqual(without.lines, []);
  assert.equal(existsSync(join(root, "node_modules")), false);
});
