/** Markdown with mathematics, as notebooks have it, to HTML. The formulas become MathML, which browsers draw themselves. */
import { marked } from "marked";
import { stacked, widthOf } from "./stacked";

/** Writes a formula in TeX as MathML. */
export type Typeset = (tex: string, isDisplay: boolean) => string;

/** Code, in which a dollar is a dollar, and the two kinds of formulas. */
const CODE_OR_MATH = /(```[^]*?```|`[^`\n]*`)|\$\$([^]+?)\$\$|\$([^$\n]+?)\$/g;

/** Stands for a formula while the rest is read. */
const held = (index: number): string => `⟦${index}⟧`;

/** A formula with what stands before and after it without a space, or a formula that has a paragraph of its own. */
const HELD = /<p>⟦(\d+)⟧<\/p>|([(“]?)⟦(\d+)⟧([^\s<⟦]{0,8})/g;

/** The widths, in ems, below which a formula is shown in its narrow form. */
const WIDTHS = [20, 26, 32, 40, 52];

export function toHtml(markdown: string, typeset: Typeset): string {
  const formulas: string[] = [];
  const text = markdown.replace(CODE_OR_MATH, (whole, code?: string, display?: string, inline?: string) => {
    if (code !== undefined) return whole;
    formulas.push(display === undefined ? typeset(inline!, false) : displayed(display, typeset));
    return held(formulas.length - 1);
  });
  const html = marked.parse(text, { async: false });
  return html
    .replace(HELD, (_, ...[alone, before, index, after]: (string | undefined)[]) => {
      const formula = formulas[Number(alone ?? index)]!;
      if (!before && !after) return formula;
      return `<span class="together">${before ?? ""}${formula}${after ?? ""}</span>`;
    })
    .replaceAll("<table>", '<div class="table" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>");
}

/** A formula of its own: one that is too wide for a page is stacked there, or can be scrolled, also with the keys. */
function displayed(tex: string, typeset: Typeset): string {
  const narrow = stacked(tex);
  const width = WIDTHS.find((one) => one >= widthOf(tex)) ?? WIDTHS.at(-1);
  const forms =
    narrow === undefined
      ? typeset(tex, true)
      : `<span class="roomy">${typeset(tex, true)}</span><span class="stacked">${typeset(narrow, true)}</span>`;
  return `<span class="formula" data-width="${width}" tabindex="0">${forms}</span>`;
}
