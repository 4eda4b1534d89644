/** Breaks a wide formula into lines, one below the other, for a narrow page. */

/** What a line may begin with: a relation of the formula itself, outside all brackets. */
const RELATIONS = /^(=|\\(approx|le|ge|ne|to|mapsto|leftarrow|propto)(?![a-zA-Z]))/;

/** Between two formulas on one line. */
const GAPS = /^\\q?quad(?![a-zA-Z])/;

interface Part {
  /** The relation that it begins with, if it does. */
  readonly relation: string;
  readonly tex: string;
}

/** The same formula with a line for each of its steps; undefined if it has one only. */
export function stacked(tex: string): string | undefined {
  const lines = rowsOf(tex).flatMap(partsOf);
  if (lines.length < 3) return undefined;
  const rows = lines.map(({ relation, tex }, index) =>
    relation === "" ? `${index > 0 ? "&" : ""}${tex}` : `${relation} ${tex}`,
  );
  return `\\begin{aligned} ${joined(lines, rows)} \\end{aligned}`;
}

/** A left side and its first relation share a line, as do a relation and what follows it. */
function joined(lines: readonly Part[], rows: readonly string[]): string {
  let text = "";
  lines.forEach(({ relation }, index) => {
    const before = lines[index - 1];
    if (index === 0) text = rows[0]!;
    else if (relation !== "" && before?.relation === "") text += ` &${rows[index]!}`;
    else text += ` \\\\ ${relation === "" ? rows[index]!.slice(1) : `&${rows[index]!}`}`;
  });
  return text;
}

/** The rows of an aligned formula, and the pairs within them. */
function rowsOf(tex: string): string[] {
  const inner = /^\s*\\begin\{aligned\}([^]*)\\end\{aligned\}\s*$/.exec(tex)?.[1];
  if (inner === undefined) return [tex];
  return inner.split("\\\\").flatMap((row) => {
    const cells = row.split("&");
    return cells.flatMap((cell, index) => (index % 2 === 0 ? [cell + (cells[index + 1] ?? "")] : []));
  });
}

function partsOf(row: string): Part[] {
  const parts: Part[] = [];
  let [relation, text, depth] = ["", "", 0];
  const close = (next: string): void => {
    // An arrow stands before what follows from it.
    if (text.trim() === "\\Longrightarrow") return;
    if (text.trim() !== "") parts.push({ relation, tex: text.trim() });
    [relation, text] = [next, ""];
  };
  for (let at = 0; at < row.length;) {
    const rest = row.slice(at);
    const found = depth === 0 ? (RELATIONS.exec(rest) ?? GAPS.exec(rest))?.[0] : undefined;
    if (found !== undefined) {
      close(GAPS.test(found) ? "" : found);
      at += found.length;
      continue;
    }
    const token = /^\\([a-zA-Z]+|.)|^[^]/.exec(rest)![0];
    if ("{([".includes(token)) depth++;
    else if ("})]".includes(token)) depth--;
    text += token;
    at += token.length;
  }
  close("");
  return parts;
}

/** About how many ems a formula takes. */
export function widthOf(tex: string): number {
  const widest = Math.max(
    ...(tex.includes("aligned") ? tex.split("\\\\") : [tex]).map((row) => {
      const seen = row
        .replaceAll(
          /\\(begin|end)\{\w+\}|\\(mathbb|mathsf|text|mathrm|hat|[Bb]igl?r?)(?![a-zA-Z])|[{}&]/g,
          "",
        )
        .replaceAll(/\\q?quad/g, "xxxx")
        .replaceAll(/[_^]\S/g, "x")
        .replaceAll(/\\[a-zA-Z]+/g, "xx")
        .replaceAll(/\\.|\s/g, "");
      return seen.length + 2 * (seen.match(/[=+∼≈]/g)?.length ?? 0);
    }),
  );
  return widest * 0.56;
}
