import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { notebookOf } from "../browser/helpers/notebook";
import { REPOSITORY } from "../browser/helpers/repository";
import * as lib from "../../lib/index";
import { movingPicture } from "../../jupyter/preview.mjs";
import { run } from "../../jupyter/setup/process.mjs";
import { joined, markdownWriter, readLessons, withAnchors } from "../../jupyter/web/lessons.mjs";
import { mistakesIn } from "./tools/type-check";

/** Texts for people, and how many pieces of code each shows at least. */
const TEXTS = {
  "README.md": 3,
  "CONTRIBUTING.md": 3,
  "CHANGELOG.md": 0,
  "lib/README.md": 2,
  "jupyter/README.md": 0,
  "jupyter/class/README.md": 0,
} as const;

for (const [name, least] of Object.entries(TEXTS)) {
  const text = readFileSync(path.join(REPOSITORY, name), "utf8");
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

  test(`${name} shows the library in code`, () => {
    assert.ok(blocks.length >= least);
  });

  test(`what ${name} links to is there`, () => {
    // GitHub's own pages of the repository begin with ../../
    const links = [...text.matchAll(/\]\((?!\w+:|#|\.\.\/\.\.\/)([^)#]+)/g)].map(([, link]) => link!);
    const missing = links.filter((link) => !existsSync(path.join(REPOSITORY, path.dirname(name), link)));
    assert.deepEqual(missing, []);
  });

  // Who has the library as a package imports it by its name; the tests of the package run that.
  if (name === "lib/README.md") continue;
  blocks.forEach((code, index) => {
    test(`example ${index + 1} of ${name} has no mistake of types, and runs`, () => {
      assert.deepEqual(mistakesIn(notebookOf([code])), []);
      const { outputText } = ts.transpileModule(code, {
        compilerOptions: { module: ts.ModuleKind.CommonJS },
      });
      const load = (wanted: string): unknown => {
        assert.equal(wanted, "../lib");
        return lib;
      };
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the text's own code
      new Function("require", "exports", outputText)(load, {});
    });
  });
}

/** Activations of other shapes than those that the library has, to be added as well: what to write, and their limits. */
const OTHERS = [
  {
    record: `const softsign: Activation = {
  name: "softsign",
  tex: "z / (1 + |z|)",
  f: (z) => (Math.abs(z) === Infinity ? Math.sign(z) : z / (1 + Math.abs(z))),
  df: (z) => 1 / (1 + Math.abs(z)) ** 2,
};`,
    row: "softsign: { f: [-1, 1], df: [0, 0] },",
  },
  {
    record: `const mish: Activation = {
  name: "mish",
  tex: "z \\tanh s(z)",
  f: (z) => (z === -Infinity ? 0 : z * math.tanh(softplus.f(z)) + 0),
  df: (z) => {
    const t = math.tanh(softplus.f(z));
    return Math.abs(z) > 800 ? Number(z > 0) : t + z * sigmoid.f(z) * (1 - t * t);
  },
};`,
    row: "mish: { f: [0, Infinity], df: [0, 1], notMonotone: true },",
  },
];

test("an activation can be added as CONTRIBUTING says, and passes the tests that it then has", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "contributed-"));
  t.after(() => {
    rmSync(folder, { recursive: true });
  });
  const isSource = (name: string): boolean => !/[\\/](dist|node_modules)$/.test(name);
  for (const part of ["lib", "test/lib", "tsconfig.json"])
    cpSync(path.join(REPOSITORY, part), path.join(folder, part), { recursive: true, filter: isSource });
  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"), "junction");
  const text = readFileSync(path.join(REPOSITORY, "CONTRIBUTING.md"), "utf8");
  const [record] = /const squaredRelu: Activation = [^]*?\n};/.exec(text)!;
  const [row] = /^squaredRelu: .*/m.exec(text)!;
  const added = [{ record, row }, ...OTHERS];
  const names = added.map((one) => `${/\w+/.exec(one.row)![0]},`).join(" ");
  const insert = (file: string, before: RegExp, code: string): void => {
    const place = path.join(folder, file);
    const source = readFileSync(place, "utf8");
    assert.match(source, before);
    writeFileSync(
      place,
      source.replace(before, (found) => `${code}\n${found}`),
    );
  };
  const records = added.map((one) => `export ${one.record}`).join("\n");
  insert("lib/network/activations.ts", /\/\*\*\n \* All activations by name/, records);
  insert("lib/network/activations.ts", /(?<=export const activations = \{) sigmoid/, names);
  insert("lib/index.ts", / {2}activations,/, names);
  const tests = ["activations", "gradients"].map((name) => `test/lib/network/${name}.test.ts`);
  insert(tests[0]!, /(?<=const limits: .*\{\n) {2}sigmoid/, added.map((one) => one.row).join("\n"));
  // By this variable Node tells a test from its runner, and runs nothing in a test.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const args = ["--import", "tsx", "--test", "--test-reporter=tap", ...tests];
  const { code, output } = await run(process.execPath, args, { cwd: folder, env });
  assert.equal(code, 0, output);
  for (const { row } of added)
    assert.match(output, new RegExp(`ok .* ${/\w+/.exec(row)![0]} reaches its limits`));
});

test("the README's moving picture is of the library as it is", async () => {
  const drawn = readFileSync(path.join(REPOSITORY, "notebooks/preview.svg"), "utf8");
  assert.equal(drawn, await movingPicture(), "run npm run preview");
  assert.ok(drawn.length < 600_000);
});

test("every question of the README leads to a heading of its lesson", async () => {
  const text = readFileSync(path.join(REPOSITORY, "README.md"), "utf8");
  const [lessons, toHtml] = await Promise.all([readLessons(), markdownWriter()]);
  const links = [...text.matchAll(/\]\(notebooks\/([\w-]+)\.ipynb#([^)]+)\)/g)];
  assert.ok(links.length > 15);
  for (const [, file, anchor] of links) {
    const cells = lessons.find((lesson) => lesson.file === file)?.cells ?? [];
    const prose = cells.filter((cell) => cell.cell_type === "markdown").map(({ source }) => joined(source));
    const html = withAnchors(prose.map(toHtml).join("\n"));
    assert.ok(html.includes(` id="${anchor}"`), `${file}#${anchor}`);
  }
});
