import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { exclusively } from "../../../jupyter/setup/lock.mjs";
import { here } from "../../../jupyter/setup/process.mjs";
import { layout, pythonEnv } from "../../../jupyter/setup/python.mjs";
import { REPOSITORY } from "../../browser/helpers/repository";
import { environmentFolder, installClassTools } from "./install.mjs";

/** What became of a program. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly stdout: string;
}

/** Somebody who works at a terminal with the kit and with an environment of their own, in a home folder of their own. */
export class Teacher {
  private constructor(
    readonly home: string,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<Teacher> {
    const { programs } = layout(environmentFolder(REPOSITORY), process.platform);
    await exclusively(here(), installClassTools);
    const home = await mkdtemp(path.join(tmpdir(), "class "));
    const inherited = Object.entries(pythonEnv(process.env)).filter(
      ([name]) => !/^(JUPYTER|JPY|XDG|BREAKING_SYMMETRY)/.test(name),
    );
    return new Teacher(home, {
      ...Object.fromEntries(inherited),
      HOME: home,
      USERPROFILE: home,
      PATH: [programs, process.env.PATH].join(path.delimiter),
    });
  }

  /** Runs a command line's words to their end. */
  run(words: readonly string[], folder = REPOSITORY, more: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const [program = "", ...args] = words;
    const options = { cwd: folder, env: { ...this.env, ...more }, maxBuffer: 1e8 };
    return new Promise((resolve) => {
      execFile(program, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ code, stdout, output: `${stdout}${stderr}` });
      });
    });
  }

  /** The same, for what should succeed. @throws Error with the end of what the program wrote */
  async does(words: readonly string[], folder = REPOSITORY): Promise<string> {
    const { code, output, stdout } = await this.run(words, folder);
    if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}:\n${output.slice(-4000)}`);
    return stdout;
  }

  async leave(): Promise<void> {
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The command of one of the kit's npm scripts, without npm around it. */
export function kit(script: "handout" | "register", ...args: readonly string[]): string[] {
  return [process.execPath, path.join(REPOSITORY, "jupyter", `${script}.mjs`), ...args];
}
