import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { REPOSITORY } from "./client";

const PYTHON = join(REPOSITORY, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** Runs a notebook of the given cells and prints what nbclient stored. */
const RUN = `
import json, sys, nbformat
from nbclient import NotebookClient
cells = [nbformat.v4.new_code_cell(source) for source in json.loads(sys.argv[1])]
notebook = nbformat.v4.new_notebook(cells=cells)
client = NotebookClient(notebook, kernel_name="under-test", timeout=60, allow_errors=True, raise_on_iopub_timeout=True)
client.execute(cwd=sys.argv[2])
print(json.dumps([cell["outputs"] for cell in notebook.cells]))
`;

type Output = Record<string, unknown> & { output_type: string };

describe("nbclient", () => {
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

  async function run(...cells: string[]): Promise<Output[][]> {
    const { stdout } = await promisify(execFile)(PYTHON, ["-c", RUN, JSON.stringify(cells), folder], {
      env: { ...process.env, JUPYTER_PATH: folder },
    });
    return JSON.parse(stdout) as Output[][];
  }

  test("stores errors in the notebook, and goes on", async () => {
    const [, failed, next] = await run("const a = 1;", "throw new RangeError('too far')", "a + 1");
    const error = failed?.find(({ output_type }) => output_type === "error");
    assert.equal(error?.ename, "RangeError");
    assert.equal(error.evalue, "too far");
    assert.match((error.traceback as string[]).join("\n"), /Cell \[2\], line 1/);
    assert.equal(next?.[0]?.text, "2\n");
  });
});
