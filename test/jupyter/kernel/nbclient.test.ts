import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { withTestPackages } from "../../python-packages";
import { REPOSITORY } from "./client";

const PYTHON = join(REPOSITORY, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

const EXECUTE = join(REPOSITORY, "test/notebooks/execute.py");

type Output = Record<string, unknown> & { output_type: string };

describe("Jupyter's own clients", () => {
  const folder = mkdtempSync(join(tmpdir(), "kernel test nb-"));
  before(() => {
    const spec = join(folder, "kernels/under-test");
    mkdirSync(spec, { recursive: true });
    const argv = [
      process.execPath,
      join(REPOSITORY, "jupyter/kernel/dist/main.js"),
      "--config-path",
      "{connection_file}",
    ];
    const description = {
      argv,
      display_name: "under test",
      language: "typescript",
      interrupt_mode: "message",
    };
    writeFileSync(join(spec, "kernel.json"), JSON.stringify(description));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a notebook of the given cells and returns what nbclient stored. */
  async function run(...sources: string[]): Promise<Output[][]> {
    const [source, result] = [join(folder, "source.ipynb"), join(folder, "result.ipynb")];
    const cells = sources.map((code, i) => ({
      ...{ id: `cell-${i}`, cell_type: "code", source: code },
      ...{ metadata: {}, execution_count: null, outputs: [] },
    }));
    const metadata = { kernelspec: { name: "under-test", display_name: "under test" } };
    writeFileSync(source, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    await promisify(execFile)(PYTHON, [EXECUTE, source, result], {
      env: { ...process.env, JUPYTER_PATH: folder },
    });
    const notebook = JSON.parse(readFileSync(result, "utf8")) as { cells: { outputs: Output[] }[] };
    return notebook.cells.map(({ outputs }) => outputs);
  }

  test("stores errors in the notebook, and goes on", async () => {
    const [, failed, next] = await run("const a = 1;", "throw new RangeError('too far')", "a + 1");
    const error = failed?.find(({ output_type }) => output_type === "error");
    assert.equal(error?.ename, "RangeError");
    assert.equal(error.evalue, "too far");
    assert.match((error.traceback as string[]).join("\n"), /Cell \[2\], line 1/);
    assert.equal(next?.[0]?.output_type, "execute_result");
    assert.deepEqual(next[0].data, { "text/plain": ["2"] });
  });

  test("the Jupyter project's own tests of a kernel pass, and none is skipped", async () => {
    const env = await withTestPackages(PYTHON, { ...process.env, JUPYTER_PATH: folder });
    const { stderr } = await promisify(execFile)(
      PYTHON,
      [join(REPOSITORY, "test/jupyter/kernel/conformance.py")],
      { env },
    );
    assert.match(stderr, /^Ran 13 tests[^]*^OK$/m);
    assert.doesNotMatch(stderr, /skipped/);
  });
});
