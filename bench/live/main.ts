/**
 * Measures what a reader feels: how soon a figure follows a control, and how kernels start. This kit beside ipykernel, ipywidgets,
 * NumPy and plotly's FigureWidget, in one JupyterLab in one browser.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { loadavg, cpus } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import type { JupyterHome } from "../../test/browser/helpers/jupyter-home";
import { notebookOf, writeNotebook } from "../../test/browser/helpers/notebook";
import { REPOSITORY, projectPython } from "../../test/browser/helpers/repository";
import { type Session, openSession } from "../../test/browser/helpers/session";
import { WORKS } from "./cells";
import { type Feel, median, observe, use } from "./reader";

const PACKAGES = join(__dirname, "dist", "python");
const ROUNDS = 3;

type Kernel = "ours" | "python";

async function main(): Promise<void> {
  installPackages();
  const lines = [
    `# How it feels: ${cpus()[0]!.model}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(2)} at the start`,
    "",
    ...(await controls()),
    "",
    execFileSync(projectPython(), [join(__dirname, "kernels.py")], {
      encoding: "utf8",
      env: withPackages({ ...process.env, REPOSITORY }),
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

/** The table of the live figures. */
async function controls(): Promise<string[]> {
  const rows: string[] = [];
  for (const work of WORKS) {
    const feels: Record<Kernel, Feel[]> = { ours: [], python: [] };
    let compute = NaN;
    for (let round = 0; round < ROUNDS; round++) {
      const ours = await feel("breaking-symmetry", work.ours);
      feels.ours.push(ours.feel);
      compute = Number(/compute ([\d.]+)/.exec(ours.printed)?.[1]);
      feels.python.push((await feel("python3", work.python)).feel);
    }
    const of = (kernel: Kernel, what: keyof Feel): number => median(feels[kernel].map((feel) => feel[what]));
    const [ours, theirs] = [of("ours", "latency"), of("python", "latency")];
    const [rate, theirRate] = [of("ours", "rate"), of("python", "rate")];
    const message = ours - compute - of("ours", "draw");
    rows.push(
      `| ${work.title} | ${ms(ours)} (compute ${ms(compute)}, messages ${ms(message)}, draw ${ms(of("ours", "draw"))}) | ${ms(theirs)} | ${(ours / theirs).toFixed(2)} | ${rate.toFixed(1)} | ${theirRate.toFixed(1)} | ${(rate / theirRate).toFixed(1)} |`,
    );
  }
  return [
    "| live figure | key to pixels | FigureWidget | ratio | figures a second | FigureWidget | ratio |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

function ms(value: number): string {
  return `${value.toPrecision(3)} ms`;
}

/** Opens a notebook of one cell, runs it and uses its slider. */
async function feel(kernel: string, source: string): Promise<{ feel: Feel; printed: string }> {
  const session = await openSession("live.ipynb", async (home: JupyterHome) => {
    Object.assign(home.environment, withPackages(home.environment));
    const notebook = notebookOf([source]);
    notebook.metadata.kernelspec = {
      name: kernel,
      display_name: kernel,
      language: kernel === "python3" ? "python" : "typescript",
    };
    await writeNotebook(home, "live.ipynb", notebook);
  });
  try {
    return await useFirstCell(session);
  } finally {
    await session.close();
  }
}

async function useFirstCell({ lab, fenced }: Session): Promise<{ feel: Feel; printed: string }> {
  const { page } = fenced;
  await observe(page);
  const cell = page.locator(".jp-CodeCell").first();
  await cell.locator(".jp-InputPrompt").click();
  await lab.runSelected();
  const printed = await cell.locator(".jp-OutputArea").innerText();
  return { feel: await use(page, page.locator(".jp-CodeCell").first()), printed };
}

void main();
