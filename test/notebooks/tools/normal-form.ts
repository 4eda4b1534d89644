import { isHeldBack, shownBy } from "../../../jupyter/web/held-back.mjs";
import { type Cell, type Notebook, type Output, FIGURE_MIME } from "../../browser/helpers/notebook";
import { predictionsOf, withAnswersHeldBack } from "./held-back";
import { fingerprint, isEmpty, joined } from "./outputs";
import type { Studio } from "./studio";

/**
 * The form in which notebooks are committed, so that a diff shows what a person changed:
 *
 * - Outputs are kept, since GitHub shows them to readers who run nothing, but only as texts, tables and still pictures.
 *   A figure's plotly data would be ten times its picture in size, and is back as soon as a cell is run.
 * - A live control is kept as the words that say where it stands.
 * - What answers a prediction is held back: nobody is to see it who has not decided.
 * - A picture is kept with the fingerprint of its figure, by which the tests see that it is up to date.
 * - No execution counts, times or view states, which differ from run to run.
 */
export async function normalForm(notebook: Notebook, studio: Studio): Promise<Notebook> {
  const cells: Cell[] = [];
  for (const cell of notebook.cells) cells.push(await normalCell(cell, studio));
  const { kernelspec } = notebook.metadata;
  const metadata = { kernelspec, language_info: LANGUAGE };
  return withAnswersHeldBack({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}

/** Without the versions that a kernel adds. */
const LANGUAGE = { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" };

/** What a cell's metadata may say: how tests treat it, and what is folded away from the reader. */
const CELL_METADATA = ["jupyter", "tags", "wrongAnswers"];

async function normalCell(cell: Cell, studio: Studio): Promise<Cell> {
  const metadata = Object.fromEntries(
    Object.entries(cell.metadata).filter(([key]) => CELL_METADATA.includes(key)),
  );
  const { id, cell_type } = cell;
  const source = lines(joined(cell.source));
  if (cell_type !== "code") return { id, cell_type, source, metadata };
  const outputs: Output[] = [];
  for (const output of mergedStreams(shownBy(cell))) outputs.push(await normalOutput(output, studio));
  return {
    id,
    cell_type,
    source,
    metadata,
    outputs: outputs.filter((output) => !isEmpty(output)),
    execution_count: null,
  };
}

/** A control, and what follows one, is dead without the kernel that made it: its words are kept. */
const CONTROL =
  /^application\/vnd\.(?:jupyter\.widget-view|breaking-symmetry\.(?:controls|points|live))\+json$/;

async function normalOutput(output: Output, studio: Studio): Promise<Output> {
  if (output.output_type === "stream") return { ...output, text: lines(joined(output.text)) };
  if (output.data === undefined) return output;
  const { [FIGURE_MIME]: figure, ...rest } = output.data;
  const data = Object.fromEntries(
    Object.entries(rest)
      .filter(([mime]) => !CONTROL.test(mime))
      .map(([mime, value]) => [mime, mime.startsWith("text/") ? lines(joined(value)) : value]),
  );
  const shown = { output_type: "display_data", data, metadata: output.metadata ?? {} };
  if (figure === undefined) return shown;
  const { base64, width, height } = await studio.picture(figure);
  return {
    ...shown,
    data: { ...data, "image/png": base64 },
    metadata: { figure: fingerprint(output), "image/png": { width, height } },
  };
}

/** How many messages a kernel makes of what is printed is chance. */
function mergedStreams(outputs: readonly Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (last?.output_type === "stream" && last.name === output.name)
      last.text = joined(last.text) + joined(output.text);
    else merged.push({ ...output });
  }
  return merged;
}

/** The lines of a text, each with its end, as notebook files keep them. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** The notebook as Jupyter itself writes it: keys in order, one space of indentation, a line end at the end. */
export function fileOf(notebook: Notebook): string {
  return `${JSON.stringify(sorted(notebook), null, 1)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** What keeps a committed notebook from its normal form, in words. */
export function flaws(file: string, notebook: Notebook): string[] {
  const found: string[] = [];
  const ids = notebook.cells.map(({ id }) => id);
  if (new Set(ids).size < ids.length) found.push("two cells share an id");
  if (fileOf(notebook) !== file) found.push("its JSON is not laid out as Jupyter writes it");
  if (file.length > 500_000) found.push(`it has ${file.length} characters, more than 500 000`);
  const answering = predictionsOf(notebook).flatMap(({ code }) => code);
  notebook.cells.forEach((cell, place) => {
    found.push(...cellFlaws(cell).map((flaw) => `${cell.id} ${flaw}`));
    const outputs = cell.outputs ?? [];
    if (!outputs.every((output) => isHeldBack(output) === answering.includes(place)))
      found.push(
        `${cell.id} ${answering.includes(place) ? "answers a prediction in sight" : "holds back what answers no prediction"}`,
      );
  });
  return found;
}

/** A path of some machine: home folders, temporary folders, Windows drives. */
const MACHINE_PATH = /(?:^|[\s"'(=])(?:\/(?:home|root|Users|tmp|var|work|opt)\/|[A-Z]:\\)\S*/m;

function cellFlaws(cell: Cell): string[] {
  const found: string[] = [];
  if (cell.execution_count != null) found.push("has an execution count");
  const unknown = Object.keys(cell.metadata).filter((key) => !CELL_METADATA.includes(key));
  if (unknown.length > 0) found.push(`has metadata of a view: ${unknown.join(", ")}`);
  for (const output of shownBy(cell)) {
    if (output.output_type === "error" || output.name === "stderr")
      found.push("has an error among its outputs");
    const kept = /^(?:text\/(?:plain|markdown|html)|image\/png)$/;
    const foreign = Object.keys(output.data ?? {}).filter((mime) => !kept.test(mime));
    if (foreign.length > 0) found.push(`has an output of type ${foreign.join(", ")}`);
    const path = MACHINE_PATH.exec(words(output));
    if (path !== null) found.push(`has a path of some machine in an output: ${path[0].trim()}`);
  }
  return found;
}

function words(output: Output): string {
  const texts = Object.entries(output.data ?? {}).filter(([mime]) => mime.startsWith("text/"));
  return [joined(output.text), ...texts.map(([, text]) => joined(text))].join("\n");
}
