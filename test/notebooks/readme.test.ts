import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { notebookOf } from "../browser/helpers/notebook";
import { REPOSITORY } from "../browser/helpers/repository";
import * as lib from "../../lib/index";
import { movingPicture } from "../../jupyter/preview.mjs";
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
