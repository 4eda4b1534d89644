import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { test } from "node:test";

const root = join(__dirname, "../../..");

interface Handed {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: string[];
    readonly metadata: { readonly tags?: string[]; readonly wrongAnswers?: unknown };
    readonly outputs?: readonly unknown[];
  }[];
}

test("what is handed out has every exercise and check, and no solution, output or collected answer", () => {
  const folder = mkdtempSync(join(tmpdir(), "breaking-symmetry-handout-"));
  try {
    execFileSync(process.execPath, [join(root, "jupyter/handout.mjs"), relative(root, folder)], {
      cwd: root,
    });
    const names = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));
    assert.deepEqual(readdirSync(folder).sort(), names.sort());
    for (const name of names) {
      const read = (from: string) => (JSON.parse(readFileSync(join(from, name), "utf8")) as Handed).cells;
      const [own, handed] = [read(join(root, "notebooks")), read(folder)];
      const tagged = (cells: Handed["cells"], tag: string) =>
        cells.filter(({ metadata }) => metadata.tags?.includes(tag)).length;
      for (const tag of ["exercise", "check", "facts"])
        assert.equal(tagged(handed, tag), tagged(own, tag), name);
      assert.equal(tagged(handed, "solution"), 0);
      assert.ok(tagged(own, "solution") === tagged(own, "exercise"));
      assert.ok(
        handed.every(({ outputs = [], metadata }) => outputs.length === 0 && !("wrongAnswers" in metadata)),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
