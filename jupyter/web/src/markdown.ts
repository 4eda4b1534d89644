/** Markdown with mathematics, as notebooks have it, to HTML. The formulas become MathML, which browsers draw themselves. */
import { marked } from "marked";

/** Writes a formula in TeX as MathML. */
export type Typeset = (tex: string, isDisplay: boolean) => string;

/** Code, in which a dollar is a dollar, and the two kinds of formulas. */
const CODE_OR_MATH = /(```[^]*?```|`[^`\n]*`)|\$\$([^]+?)\$\$|\$([^$\n]+?)\$/g;

/** Stands for a formula while the rest is read. */
const held = (index: number): string => `⟦${index}⟧`;

export function toHtml(markdown: string, typeset: Typeset): string {
  const formulas: string[] = [];
  const text = markdown.replace(CODE_OR_MATH, (whole, code?: string, display?: string, inline?: string) => {
    if (code !== undefined) return whole;
    const formula = typeset((display ?? inline)!, display !== undefined);
    // A wide formula can be scrolled, also with the keys.
    formulas.push(display === undefined ? formula : formula.replace("<math ", '<math tabindex="0" '));
    return held(formulas.length - 1);
  });
  const html = marked.parse(text, { async: false });
  return html.replace(/⟦(\d+)⟧/g, (_, index: string) => formulas[Number(index)]!);
}

/** Whether a text has formulas. */
export function hasMath(markdown: string): boolean {
  return [...markdown.matchAll(CODE_OR_MATH)].some(([, code]) => code === undefined);
}
