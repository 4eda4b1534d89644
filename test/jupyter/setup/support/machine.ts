// A made-up machine for the set-up to run on: a project folder with a space in its name, and programs that only say
// what they were asked to do.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import type { Outcome, RunOptions, Surroundings } from "../../../../jupyter/setup/process.mjs";

export interface Call {
  file: string;
  args: readonly string[];
  options: RunOptions;
}

export interface Machine extends Surroundings {
  /** Programs that were run, in order. */
  calls: Call[];
  /** Lines that were printed, in order. */
  lines: string[];
}

/** Makes a folder whose name has a space, and removes it after the test. */
export function scratch(t: TestContext, name = "a project"): string {
  const parent = mkdtempSync(join(tmpdir(), "setup-"));
  t.after(() => {
    rmSync(parent, { recursive: true, force: true });
  });
  const folder = join(parent, name);
  mkdirSync(folder);
  return folder;
}

/** Writes files, given by their paths relative to a folder. */
export function write(folder: string, files: Record<string, string | object>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
}

/** A machine on which each program does what `program` says. */
export function machine(
  root: string,
  program: (call: Call) => Partial<Outcome> | undefined = () => undefined,
  changes: Partial<Surroundings> = {},
): Machine {
  const calls: Call[] = [];
  const lines: string[] = [];
  return {
    ...{ root, env: {}, platform: "linux", node: "/opt/node 20/bin/node", calls, lines },
    run: (file, args, options = {}) => {
      const call = { file, args, options };
      calls.push(call);
      return Promise.resolve({ code: 0, output: "", ...program(call) });
    },
    progress: {
      say: (line) => void lines.push(line),
      step: (title, work) => {
        lines.push(title);
        return work(() => undefined);
      },
    },
    ...changes,
  };
}
