import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { notebookOf, readNotebook, sourceOf } from "../browser/helpers/notebook";
import { publicNames } from "../lib/documentation";
import { allNotebooks } from "./tools/lessons";
import { mistakesIn } from "./tools/type-check";

/** What a cell shows without scrolling on a screen of 1440 points, beside JupyterLab's list of files. */
const WIDEST = 120;

for (const file of allNotebooks()) {
  const name = path.basename(file);

  test(`the cells of ${name} have no mistake that the kernel's compiler finds`, async () => {
    const mistakes = mistakesIn(await readNotebook(file));
    assert.deepEqual(
      mistakes.map(({ cell, line, message }) => `${name}, ${cell}, line ${line}: ${message}`),
      [],
    );
  });

  // Prettier would make three lines of one in such dense code, and push a cell's result out of sight.
  test(`no line of code in ${name} is wider than a cell`, async () => {
    const { cells } = await readNotebook(file);
    const lines = cells.flatMap((cell) =>
      cell.cell_type === "code"
        ? sourceOf(cell)
            .split("\n")
            .map((line) => ({ cell: cell.id, line }))
        : [],
    );
    const wide = lines.filter(({ line }) => line.length > WIDEST);
    assert.deepEqual(wide, []);
  });
}

test("every example of the library's comments can be pasted into a cell", () => {
  const documented = publicNames();
  const imported = documented.filter(({ name }) => !/[. ]/.test(name)).map(({ name }) => name);
  const examples = documented.flatMap(({ name, examples: all }) => all.map((code) => ({ name, code })));
  const notebook = notebookOf([
    `import { ${imported.join(", ")} } from "../lib";`,
    ...examples.map(({ code }) => `{\n${code}\n}`),
  ]);
  assert.ok(examples.length > 150, `${examples.length} examples`);
  const found = mistakesIn(notebook).map(({ cell, line, message }) => {
    const { name = "import", code = "" } = examples[Number(cell.replace("cell-", "")) - 1] ?? {};
    return `${name}: ${message}\n${code.split("\n")[line - 2]}`;
  });
  assert.deepEqual(found, []);
});

test("a mistake is found in its cell and line, also when it comes from an earlier cell", () => {
  const notebook = notebookOf([
    "const a: number = 1;",
    'import { Matrix } from "../lib";\nconst b: string = a;',
    "Matrix.zeros('2', 2);",
  ]);
  const found = mistakesIn(notebook);
  assert.deepEqual(
    found.map(({ cell, line }) => [cell, line]),
    [
      ["cell-1", 2],
      ["cell-2", 1],
    ],
  );
  assert.match(found[0]!.message, /^Type 'number' is not assignable to type 'string'/);
});
