/**
 * Measures what a reader feels: how soon a figure follows a control, and how kernels start. This kit beside ipykernel, ipywidgets,
 * NumPy and plotly's FigureWidget, in one JupyterLab in one browser.
 *
 * `--kernels` measures the kernels alone, and `--before FOLDER` another version of the kit beside this one: a checkout of it,
 * such as `git worktree add` makes, in which `npm start` has run.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { loadavg, cpus } from "node:os";
import { delimiter, join, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import type { JupyterHome } from "../../test/browser/helpers/jupyter-home";
import { notebookOf, writeNotebook } from "../../test/browser/helpers/notebook";
import { REPOSITORY, projectPython } from "../../test/browser/helpers/repository";
import { openSession } from "../../test/browser/helpers/session";
import { EDITED, type Kernel, WORKS } from "./cells";
import { edit, type Feel, median, observe, use } from "./reader";

const PACKAGES = join(__dirname, "dist", "python");
const ROUNDS = 3;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { live: { type: "boolean" }, kernels: { type: "boolean" }, before: { type: "string" } },
  });
  installPackages();
  const lines = [
    `# How it feels: ${cpus()[0]!.model}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(2)} at the start`,
    "",
    ...(values.kernels ? [] : await controls()),
    "",
    execFileSync(projectPython(), [join(__dirname, "kernels.py")], {
      encoding: "utf8",
      env: withPackages({
        ...process.env,
        REPOSITORY,
        ...(values.before && { BEFORE: resolve(values.before) }),
      }),
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 1e8,
    }),
  ];
  const folder = join(__dirname, "..", "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "live.md"), lines.join("\n"));
  process.stdout.write(lines.join("\n"));
}

function installPackages(): void {
  if (existsSync(PACKAGES)) return;
  const pins = join(__dirname, "requirements.txt");
  const args = ["-m", "pip", "install", "--no-deps", "--quiet", "--target", PACKAGES, "-r", pins];
  execFileSync(projectPython(), args, { stdio: "inherit" });
}

function withPackages(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const share = join(PACKAGES, "share", "jupyter");
  return {
    ...env,
    PYTHONPATH: PACKAGES,
    JUPYTER_PATH: [env.JUPYTER_PATH, share].filter(Boolean).join(delimiter),
  };
}

/** The tables of the live figures, and of a figure whose cell is edited. */
async function controls(): Promise<string[]> {
  const rows: string[] = [];
  const edits: Record<Kernel, number[]> = { ours: [], python: [] };
  for (const work of WORKS) {
    const feels: Record<Kernel, Feel[]> = { ours: [], python: [] };
    let compute = NaN;
    for (let round = 0; round < ROUNDS; round++) {
      for (const kernel of ["ours", "python"] as const) {
        const { feel, edited, printed } = await read(kernel, work[kernel], work === WORKS[0]);
        feels[kernel].push(feel);
        if (edited !== undefined) edits[kernel].push(edited);
        if (kernel === "ours") compute = Number(/compute ([\d.]+)/.exec(printed)?.[1]);
      }
    }
    const of = (kernel: Kernel, what: keyof Feel): number => median(feels[kernel].map((feel) => feel[what]));
    const [ours, theirs] = [of("ours", "latency"), of("python", "latency")];
    const [rate, theirRate] = [of("ours", "rate"), of("python", "rate")];
    const message = ours - compute - of("ours", "draw");
    rows.push(
      `| ${work.title} | ${ms(ours)} (compute ${ms(compute)}, messages ${ms(message)}, draw ${ms(of("ours", "draw"))}) | ${ms(theirs)} | ${(ours / theirs).toFixed(2)} | ${rate.toFixed(1)} | ${theirRate.toFixed(1)} | ${(rate / theirRate).toFixed(1)} |`,
    );
  }
  const [ours, theirs] = [median(edits.ours), median(edits.python)];
  return [
    "| live figure | key to pixels | FigureWidget | ratio | figures a second | FigureWidget | ratio |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "| | ours | plotly.py | ratio |",
    "| --- | --- | --- | --- |",
    `| a cell edited and run, to pixels | ${ms(ours)} | ${ms(theirs)} | ${(ours / theirs).toFixed(2)} |`,
  ];
}

function ms(value: number): string {
  return `${value.toPrecision(3)} ms`;
}

interface Reading {
  readonly feel: Feel;
  /** From running an edited cell to pixels, in milliseconds. */
  readonly edited: number | undefined;
  readonly printed: string;
}

/** Opens a notebook, runs its first cell, uses its slider and, if asked to, edits a cell below. */
async function read(kernel: Kernel, source: string, edits: boolean): Promise<Reading> {
  const [name, language] =
    kernel === "ours" ? (["breaking-symmetry", "typescript"] as const) : (["python3", "python"] as const);
  const session = await openSession("live.ipynb", async (home: JupyterHome) => {
    Object.assign(home.environment, withPackages(home.environment));
    const notebook = notebookOf([source, ""]);
    notebook.metadata.kernelspec = { name, display_name: name, language };
    await writeNotebook(home, "live.ipynb", notebook);
  });
  try {
    const { page } = session.fenced;
    await observe(page);
    const cell = page.locator(".jp-CodeCell").first();
    await cell.locator(".jp-InputPrompt").click();
    await session.lab.runSelected();
    const printed = await cell.locator(".jp-OutputArea").innerText();
    const feel = await use(page, cell);
    return { feel, edited: edits ? await edit(page, EDITED[kernel]) : undefined, printed };
  } finally {
    await session.close();
  }
}

void main();
