import assert from "node:assert/strict";
import path from "node:path";
import type { Plugin } from "esbuild";
import ts from "typescript";
import { type Notebook, readNotebook, sourceOf } from "../../browser/helpers/notebook";
import { REPOSITORY } from "../../browser/helpers/repository";
import { hasTag } from "../../notebooks/tools/cells";
import { lessons } from "../../notebooks/tools/lessons";

/** What training by hand comes to, by lesson and start: comparisons with the library, and perhaps numbers. */
export type ByHand = Readonly<Record<string, Readonly<Record<string, number | boolean>>>>;

/** What a reader may write for the zeros with which lesson 1 starts. */
const OTHER_STARTS = [
  "Matrix.fill($1, 0.5)",
  "Matrix.generate($1, (i, j) => 0.01 * (i + 1) - 0.03 * j)",
] as const;

const ZEROS = /\bMatrix\.zeros\((2, 2|1, 2)\)/g;

/**
 * Makes the module "by-hand": its function `byHand` runs the lessons' cells that are tagged `by-hand`, all those of a
 * lesson as one program, and returns what their last statements come to.
 */
export const byHandCells: Plugin = {
  name: "cells by hand",
  setup(building) {
    const programs = new Map<string, string>();
    building.onResolve({ filter: /^by-hand/ }, ({ path: name }) => ({ path: name, namespace: "by-hand" }));
    building.onLoad({ filter: /^by-hand$/, namespace: "by-hand" }, async () => {
      for (const [name, program] of await allPrograms()) programs.set(name, program);
      const names = [...programs.keys()];
      const imports = names.map((name, k) => `import run${k} from ${JSON.stringify(`by-hand/${name}`)};`);
      const results = names.map((name, k) => `${JSON.stringify(name)}: run${k}()`);
      return { contents: `${imports.join("\n")}\nexport const byHand = () => ({ ${results.join(", ")} });` };
    });
    building.onLoad({ filter: /^by-hand\//, namespace: "by-hand" }, ({ path: name }) => ({
      contents: programs.get(name.slice("by-hand/".length))!,
      loader: "ts",
      resolveDir: path.join(REPOSITORY, "notebooks"),
    }));
  },
};

async function allPrograms(): Promise<[name: string, program: string][]> {
  const programs: [string, string][] = [];
  for (const file of lessons()) {
    const program = programOf(await readNotebook(file));
    if (program === undefined) continue;
    const name = path.basename(file, ".ipynb");
    programs.push([name, program]);
    OTHER_STARTS.forEach((start, k) => {
      const other = program.replace(ZEROS, start);
      if (other !== program) programs.push([`${name}, start ${k + 2}`, other]);
    });
  }
  return programs;
}

/** The lesson's imports, and its cells by hand as a function. What they show is left out. */
function programOf({ cells }: Notebook): string | undefined {
  const byHand = cells.filter((cell) => hasTag(cell, "by-hand"));
  if (byHand.length === 0) return undefined;
  const imports = sourceOf(cells.find(({ cell_type: type }) => type === "code")!);
  const body = returning(byHand.map(sourceOf).join("\n"));
  return `${imports.replace('"../lib"', '"../lib/index"')}\nexport default () => {\nconst show = () => undefined;\n${body}\n};`;
}

/** Statements that return the value of the last one, which a cell shows. */
function returning(source: string): string {
  const { statements } = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const last = statements.at(-1)!;
  assert.ok(ts.isExpressionStatement(last), `It ends with no comparison: ${source.slice(last.pos)}`);
  return `${source.slice(0, last.pos)}\nreturn ${source.slice(last.pos).trim()}`;
}

/** Throws unless every lesson's comparisons hold; from another start than the lesson's, those with `train`. */
export function assertEqualsTrain(results: ByHand): void {
  assert.ok("01-why-not-zeros" in results, "lesson 1 trains by hand");
  for (const [name, result] of Object.entries(results)) {
    const isOwnStart = !name.includes(", start ");
    const comparisons = Object.entries(result).filter(
      ([what, value]) => typeof value === "boolean" && (isOwnStart || what.includes("train")),
    );
    assert.ok(comparisons.length > 0, `${name} compares nothing`);
    assert.deepEqual(
      comparisons.filter(([, isEqual]) => isEqual !== true),
      [],
      name,
    );
  }
}
