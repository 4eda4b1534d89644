/**
 * A notebook that is opened while its kernel is there: cells may have gone on while no page was open to hear them, a training may
 * have ended. The kernel is asked what they have shown, and again while one of them runs.
 */
import { FIGURE_MIME } from "../figure/figure";
import { type CellWidget, languageOf, type NotebookPanel } from "./lab";
import { LIVE_MIME } from "./live-widget";

const CHANNEL = "breaking-symmetry.outputs";

/** How often, in milliseconds, to ask for what a running cell shows. */
const INTERVAL = 500;

type Output = Readonly<Record<string, unknown>>;

interface Shown {
  readonly run: string;
  readonly count: number;
  readonly isRunning: boolean;
  readonly outputs: readonly Output[];
}

export async function completeOutputs(panel: NotebookPanel): Promise<void> {
  await panel.sessionContext.ready;
  const kernel = panel.sessionContext.session?.kernel;
  if (!kernel || languageOf(panel) !== "typescript") return;
  const comm = kernel.createComm(CHANNEL, CHANNEL);
  const ask = (cells: readonly string[]): unknown => comm.isDisposed || comm.send({ cells });
  /** The runs that had begun when the page was opened: it hears all others itself. */
  let followed: ReadonlyMap<string, string> | undefined;
  comm.onMsg = ({ content: { data } }) => {
    const shown = Object.entries(data.cells as Record<string, Shown>);
    const isFirst = followed === undefined;
    const running = new Map<string, string>();
    for (const [id, cell] of shown) {
      const isFollowed = followed?.get(id) === cell.run;
      const widget = panel.content.widgets.find(({ model }) => model.id === id);
      if (!widget || !(isFirst || isFollowed)) continue;
      complete(widget, cell, isFollowed);
      if (cell.isRunning) running.set(id, cell.run);
    }
    followed = running;
    if (running.size > 0) setTimeout(() => ask([...running.keys()]), INTERVAL);
  };
  ask(panel.content.widgets.map(({ model }) => model.id));
}

function complete({ model }: CellWidget, { outputs, count, isRunning }: Shown, isFollowed: boolean): void {
  const kept = model.outputs;
  // Nothing may be there because the reader has cleared it.
  if (!kept || (kept.length === 0 && !isRunning && !isFollowed)) return;
  if (kept.length > outputs.length) kept.clear();
  const before = kept.toJSON();
  outputs.forEach((output, i) => {
    const old = before[i];
    if (old === undefined) kept.add(output);
    else if (essence(old) !== essence(output)) kept.set(i, output);
  });
  if (!isRunning) model.executionCount = count;
}

/** What an output says, without what a page has added to it or follows by itself. */
function essence({ output_type, name, text, data, ename, evalue }: Output): string {
  const live = (data as Output | undefined)?.[LIVE_MIME];
  return JSON.stringify([
    output_type,
    name,
    joined(text),
    live ?? bundle(data as Output | undefined),
    ename,
    evalue,
  ]);
}

function bundle(data: Output = {}): unknown {
  const entries = Object.entries(data).filter(([mime]) => !(FIGURE_MIME in data && mime === "image/png"));
  return entries.map(([mime, value]) => [mime, joined(value)]).sort();
}

/** A notebook's file may keep a text line by line. */
function joined(text: unknown): unknown {
  return Array.isArray(text) && text.every((line) => typeof line === "string") ? text.join("") : text;
}
