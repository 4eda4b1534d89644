import { createHash } from "node:crypto";
import { shownBy } from "../../../jupyter/web/held-back.mjs";
import { type Cell, type Notebook, type Output, FIGURE_MIME, sourceOf } from "../../browser/helpers/notebook";

/** Outputs that no run of a lesson may have: errors, and anything on stderr. @returns each with the cell it comes from */
export function failures(notebook: Notebook): string[] {
  return notebook.cells.flatMap((cell) =>
    (cell.outputs ?? []).flatMap((output) => {
      const failed = output.output_type === "error" || output.name === "stderr";
      return failed ? [`${cell.id}: ${textOf(output)}\n  in ${sourceOf(cell).split("\n")[0]!}`] : [];
    }),
  );
}

/** What an output says in words: its plain text, stream or error. */
export function textOf(output: Output): string {
  const { ename, evalue } = output as { ename?: string; evalue?: string };
  if (output.output_type === "error") return `${ename ?? "Error"}: ${evalue ?? ""}`;
  return joined(output.text ?? output.data?.["text/plain"]);
}

/** Whether an output has gone from the page again, such as the bar of a training that is done. */
export function isEmpty({ data }: Output): boolean {
  const isNothing = (value: unknown): boolean =>
    value === "" || (Array.isArray(value) && joined(value) === "");
  return data !== undefined && Object.values(data).every(isNothing);
}

/** All that can be compared between two runs: texts as they are, figures by their fingerprint. */
export function comparable(cell: Cell): string[] {
  const outputs = shownBy(cell).filter((output) => !isEmpty(output));
  return outputs.map((output) => {
    const texts = Object.entries(output.data ?? {})
      .filter(([mime]) => mime.startsWith("text/"))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([mime, text]) => `${mime}: ${joined(text)}`);
    const figure = fingerprint(output);
    // What a cell's last expression shows is committed like everything else that is shown.
    const shown = output.output_type === "execute_result" ? "display_data" : output.output_type;
    return [output.name ?? shown, joined(output.text), ...texts, ...(figure ? [figure] : [])].join("\n");
  });
}

/** Identifies the figure that an output shows, or showed before a picture took its place. */
export function fingerprint(output: Output): string | undefined {
  const figure = output.data?.[FIGURE_MIME];
  if (figure === undefined) return output.metadata?.figure as string | undefined;
  return `sha256-${createHash("sha256").update(JSON.stringify(figure)).digest("base64url")}`;
}

/** The notebook format splits a text into lines where it likes. */
export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : typeof text === "string" ? text : "";
}
