/** Texts of a figure: how wide they are, and the few tags that plotly knows, as SVG. */

/** The size of letters where a figure asks for no other, in pixels. */
export const SIZE = 12.5;

/** From one line of text to the next. */
export const LINE = 16;

/** Widths in thousandths of the size, in a sans-serif as wide as Inter: a little more rather than less. */
const WIDTHS: readonly (readonly [letters: string, width: number])[] = [
  ["ijlI|'.,:;!·", 280],
  ["ft()[]r \u00a0/-", 390],
  ["cksvxyzJL", 570],
  ["mM%—", 900],
  ["wW@", 880],
  ["ABCDEFGHKNOPQRSTUVXYZ&→=+<>", 690],
];
const widths = new Map(
  WIDTHS.flatMap(([letters, width]) => Array.from(letters, (letter) => [letter, width] as const)),
);
const OTHER = 620;

/** Small letters beside the line. */
const SMALL = 0.75;

/** The width of a text in pixels, of its widest line if it has several. */
export function widthOf(text: string, size = SIZE): number {
  const lines = linesOf(text).map((line) => {
    const small = [...line.matchAll(/<su[bp]>(.*?)<\/su[bp]>/g)].map(([, inner]) => inner!).join("");
    return lengthOf(plain(line)) - (1 - SMALL) * lengthOf(small);
  });
  return (Math.max(...lines) * size) / 1000;
}

function lengthOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (widths.get(letter) ?? OTHER), 0);
}

export function linesOf(text: string): string[] {
  return text.split(/<br ?\/?>/);
}

/** A text that breaks nowhere between a number and its unit. */
export function keptTogether(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|ms|s|kB|MB|px|steps?|layers?)(?![\p{L}\p{N}]))/gu, "\u00a0");
}

/** A text on lines that are at most so wide, as far as its words let it. */
export function wrapped(text: string, width: number, size = SIZE): string[] {
  const lines: string[] = [];
  for (const word of keptTogether(text.replace(/<br ?\/?>/g, " ")).split(/ +/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A text without its tags. */
export function plain(text: string): string {
  return text.replace(/<br ?\/?>/g, " ").replace(/<[^<>]*>/g, "");
}

export function escaped(text: string): string {
  const entities = text.replace(/&(?!(?:amp|lt|gt|quot|nbsp|#\d+);)/g, "&amp;").replace(/&nbsp;/g, "&#160;");
  return entities.replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const RAISED: Readonly<Record<string, number>> = { sub: 3, sup: -5 };
const STYLES: Readonly<Record<string, string>> = {
  sub: ' font-size=".75em"',
  sup: ' font-size=".75em"',
  b: ' font-weight="600"',
  i: ' font-style="italic"',
};

/** A line with its tags as SVG, or as HTML. */
export function spans(line: string, as: "svg" | "html" = "svg"): string {
  let shift = 0;
  return [...line.matchAll(/(?:<(sub|sup|b|i)>)?([^<]+)(?:<\/\w+>)?/g)]
    .map(([, tag = "", words = ""]) => {
      if (as === "html") return tag === "" ? escaped(words) : `<${tag}>${escaped(words)}</${tag}>`;
      const dy = (RAISED[tag] ?? 0) - shift;
      shift += dy;
      if (tag === "" && dy === 0) return escaped(words);
      return `<tspan${dy === 0 ? "" : ` dy="${dy}"`}${STYLES[tag] ?? ""}>${escaped(words)}</tspan>`;
    })
    .join("");
}

/** Numbers as they stand in the SVG: a tenth of a pixel is finer than anyone sees. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export interface TextStyle {
  readonly anchor?: "start" | "middle" | "end";
  readonly fill?: string;
  readonly size?: number;
  readonly turned?: boolean;
}

/** An SVG text whose first line stands upon (x, y). */
export function svgText(
  text: string | readonly string[],
  x: number,
  y: number,
  { anchor = "start", fill, size, turned = false }: TextStyle = {},
): string {
  const lines = typeof text === "string" ? linesOf(text) : text;
  const style = [
    anchor === "start" ? "" : ` text-anchor="${anchor}"`,
    fill === undefined ? "" : ` fill="${fill}"`,
    size === undefined || size === SIZE ? "" : ` font-size="${size}"`,
  ].join("");
  const at = turned ? `transform="translate(${px(x)} ${px(y)})rotate(-90)"` : `x="${px(x)}" y="${px(y)}"`;
  if (lines.length === 1) return `<text ${at}${style}>${spans(lines[0]!)}</text>`;
  const start = turned ? 0 : x;
  const rows = lines.map(
    (line, i) => `<tspan x="${px(start)}" dy="${i === 0 ? 0 : LINE}">${spans(line)}</tspan>`,
  );
  return `<text ${at}${style}>${rows.join("")}</text>`;
}
