/**
 * NumPy and PyTorch, in a Python that answers one request after the other: an outside reference, measured in the same
 * rounds.
 */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface, type Interface } from "node:readline";
import type { Contender } from "./measure";

type Library = "numpy" | "torch";

interface Answer {
  readonly seconds: number;
  readonly error?: string;
}

/**
 * One thread, like everybody here. Without the two settings of malloc every large result would be mapped anew, and
 * the page faults of that make NumPy up to seven times slower than it is. What the machine says about OpenBLAS is
 * left out.
 */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("OPENBLAS_"));
  return {
    ...Object.fromEntries(inherited),
    OMP_NUM_THREADS: "1",
    MKL_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
    MALLOC_MMAP_THRESHOLD_: "1073741824",
    MALLOC_TRIM_THRESHOLD_: "4294967296",
  };
}

/** The first Python that has NumPy. */
function findPython(): string | undefined {
  const own = join(
    __dirname,
    "..",
    ".venv",
    process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
  );
  return [own, "python3", "python"].find(
    (command) =>
      (command !== own || existsSync(own)) && spawnSync(command, ["-c", "import numpy"]).status === 0,
  );
}

export class Python {
  /** Versions of the libraries that are there. */
  readonly versions: Readonly<Partial<Record<Library | "python" | "blas", string>>>;
  readonly #child: ChildProcessWithoutNullStreams | undefined;
  readonly #answers: AsyncIterator<string> | undefined;
  readonly #lines: Interface | undefined;

  constructor() {
    const command = findPython();
    const script = join(__dirname, "peers.py");
    this.versions = {};
    if (command === undefined) return;
    const { stdout } = spawnSync(command, [script, "--versions"], { env: environment(), encoding: "utf8" });
    this.versions = JSON.parse(stdout) as Python["versions"];
    this.#child = spawn(command, [script], { env: environment() });
    this.#child.stderr.pipe(process.stderr);
    this.#lines = createInterface(this.#child.stdout);
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  /** Contenders for a work that peers.py knows by this name: those whose library is there. */
  contenders(
    libraries: readonly Library[],
    against: string,
    work: string,
    args: readonly unknown[],
  ): Contender[] {
    return libraries
      .filter((library) => library in this.versions)
      .map((library) => ({
        name: { numpy: "NumPy", torch: "PyTorch" }[library],
        against,
        run: (times) => this.#ask({ library, work, args, times }),
      }));
  }

  async #ask(request: object): Promise<number> {
    this.#child!.stdin.write(`${JSON.stringify(request)}\n`);
    const { value } = (await this.#answers!.next()) as { value: string | undefined };
    if (value === undefined) throw new Error("Cannot measure Python: it ended");
    const { seconds, error } = JSON.parse(value) as Answer;
    if (error !== undefined) throw new Error(`Cannot measure Python: ${error}`);
    return seconds;
  }

  close(): void {
    this.#lines?.close();
    this.#child?.stdin.end();
  }
}
