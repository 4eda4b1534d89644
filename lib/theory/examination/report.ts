/** What an examination found, and how it shows itself. */
import { formatNumber } from "../../math/format";
import type { Finding, Patient } from "./patient";

/** What `examine` found. It shows itself as the last value of a cell. */
export interface Examination {
  readonly healthy: boolean;
  /** The worst comes first. */
  readonly findings: readonly Finding[];
  /** The numbers behind it, layer by layer; none if the network or the data hold numbers that are not finite. */
  readonly layers: Patient["layers"];
}

/** The last value of a cell shows itself. */
export function report(findings: readonly Finding[], layers: Examination["layers"]): Examination {
  const examination: Examination = { healthy: findings.length === 0, findings, layers };
  const text = inWords(examination);
  const bundle = { "text/markdown": text, "text/plain": text };
  return Object.defineProperty(examination, Symbol.for("Jupyter.display"), { value: () => bundle });
}

function inWords({ healthy, findings, layers }: Examination): string {
  const lines = healthy
    ? ["✔ **Nothing found.** The network can start to learn."]
    : findings.map(({ problem, finding, advice }) => `- **${problem}.** ${finding} *${advice}*`);
  if (layers.length === 0) return lines.join("\n");
  const head = [
    "layer",
    "size of z",
    "between examples",
    "saturated (%)",
    "mean slope",
    "size of dZ",
    "dW : W",
  ];
  const rows = layers.map(({ layer, Z, difference, saturated, slope, gradient }) => [
    layer,
    Math.sqrt(Z.mean * Z.mean + Z.deviation * Z.deviation),
    difference,
    100 * saturated,
    slope,
    gradient.dZ,
    gradient.relative,
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) => line(row.map((value) => formatNumber(value))));
  return [...lines, "", line(head), line(head.map(() => "---")), ...body].join("\n");
}
