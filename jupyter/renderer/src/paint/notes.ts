/** What a figure has besides its traces: lines, areas, words and arrows. */
import { pixelOf } from "./axes";
import type { Arrangement, Panel } from "./arrange";
import { colourOf, named } from "./colours";
import { dashOf } from "./marks";
import type { Note, Shape } from "./paintable";
import { LINE, linesOf, px, SIZE, svgText, widthOf } from "./words";

type Letter = "x" | "y";

/** The way from a note's numbers along one direction to pixels of the figure. */
function along(
  letter: Letter,
  ref: string | undefined,
  { panels, margin, width, height }: Arrangement,
): ((value: number) => number) | undefined {
  const [from, to] = letter === "x" ? [margin.l, width - margin.r] : [height - margin.b, margin.t];
  if (ref === "paper") return (value) => from + value * (to - from);
  const [id = letter, domain] = (ref ?? letter).split(" ");
  const panel = panels.find((each) => each[letter].id === id);
  if (!panel) return undefined;
  const [start, end] =
    letter === "x" ? [panel.left, panel.left + panel.width] : [panel.top + panel.height, panel.top];
  if (domain === "domain") return (value) => start + value * (end - start);
  const pixel = pixelOf({ ...panel[letter], isLog: false, categories: undefined }, start, end);
  return pixel;
}

/** Shapes end where their panel ends. */
export function paintShape(shape: Shape, arrangement: Arrangement): string {
  const [x, y] = [along("x", shape.xref, arrangement), along("y", shape.yref, arrangement)];
  if (!x || !y) return "";
  const limits = panelOf(shape, arrangement.panels);
  const [left, right] = [x(shape.x0), x(shape.x1)].map((value) => limits.x(value));
  const [top, bottom] = [y(shape.y0), y(shape.y1)].map((value) => limits.y(value));
  const { line = {}, opacity, fillcolor } = shape;
  const width = line.width ?? 1.5;
  const stroke =
    width === 0
      ? ""
      : ` stroke="${line.color === undefined ? named("muted") : colourOf(line.color)}" stroke-width="${width}"${dashOf(line.dash, width)}`;
  const faint = opacity === undefined ? "" : ` opacity="${opacity}"`;
  if (shape.type === "line")
    return `<path d="M${px(left!)} ${px(top!)}L${px(right!)} ${px(bottom!)}"${stroke}${faint}/>`;
  const box = `x="${px(Math.min(left!, right!))}" y="${px(Math.min(top!, bottom!))}" width="${px(Math.abs(right! - left!))}" height="${px(Math.abs(bottom! - top!))}"`;
  return `<rect ${box} fill="${fillcolor === undefined ? "none" : colourOf(fillcolor)}"${stroke}${faint}/>`;
}

function panelOf(
  { xref = "x", yref = "y" }: Shape,
  panels: readonly Panel[],
): Record<Letter, (value: number) => number> {
  const panel = panels.find(({ x, y }) => x.id === xref || y.id === yref);
  const clamp = (low: number, high: number) => (value: number) => Math.min(high, Math.max(low, value));
  if (!panel) return { x: (value) => value, y: (value) => value };
  return {
    x: xref === "paper" ? (value) => value : clamp(panel.left, panel.left + panel.width),
    y: yref === "paper" ? (value) => value : clamp(panel.top, panel.top + panel.height),
  };
}

const ANCHORS: Readonly<Record<string, "start" | "middle" | "end">> = { left: "start", right: "end" };

export function paintNote(note: Note, arrangement: Arrangement): string {
  const [x, y] = [along("x", note.xref, arrangement), along("y", note.yref, arrangement)];
  if (!x || !y) return "";
  const [left, top] = [x(note.x), y(note.y)];
  if (note.showarrow !== false) return arrow(note, left, top, arrangement);
  return words(note, left, top, arrangement.width);
}

function words(note: Note, x: number, y: number, width: number): string {
  const { text, xanchor = "center", yanchor = "middle", font = {} } = note;
  const size = font.size ?? SIZE;
  // From the first line's foot to the last one's.
  const rest = LINE * (linesOf(text).length - 1);
  const below = yanchor === "bottom" ? -5 - rest : yanchor === "top" ? size + 2 : size * 0.36 - rest / 2;
  const length = widthOf(text, size);
  const start = xanchor === "left" ? x : xanchor === "right" ? x - length : x - length / 2;
  const inside = Math.min(width - length - 2, Math.max(2, start));
  const anchor = ANCHORS[xanchor] ?? "middle";
  const fill = font.color === undefined ? undefined : colourOf(font.color);
  return svgText(text, x + inside - start, y + below, { anchor, size, ...(fill !== undefined && { fill }) });
}

/** An arrow to a point, from where its words are. */
function arrow(note: Note, x: number, y: number, arrangement: Arrangement): string {
  const from = (letter: Letter, tip: number): number => {
    const [shift, ref] = letter === "x" ? [note.ax ?? 0, note.axref] : [note.ay ?? -30, note.ayref];
    const pixel = ref === undefined || ref === "pixel" ? undefined : along(letter, ref, arrangement);
    return pixel ? pixel(shift) : tip + shift;
  };
  const [startX, startY] = [from("x", x), from("y", y)];
  const length = Math.hypot(x - startX, y - startY);
  const width = note.arrowwidth ?? 1.5;
  const colour = note.arrowcolor === undefined ? named("muted") : colourOf(note.arrowcolor);
  let drawn = "";
  if (length > 0.5) {
    const [ux, uy] = [(x - startX) / length, (y - startY) / length];
    const head = Math.min(length, 4 + 2.4 * width);
    const [baseX, baseY] = [x - ux * head, y - uy * head];
    const half = head * 0.42;
    const corners = [
      [x, y],
      [baseX - uy * half, baseY + ux * half],
      [baseX + uy * half, baseY - ux * half],
    ];
    drawn = `<path d="M${px(startX)} ${px(startY)}L${px(baseX)} ${px(baseY)}" stroke="${colour}" stroke-width="${width}"/><path d="M${corners.map(([a, b]) => `${px(a!)} ${px(b!)}`).join("L")}z" fill="${colour}"/>`;
  }
  return note.text === ""
    ? drawn
    : drawn + words({ ...note, yanchor: startY < y ? "bottom" : "top" }, startX, startY, arrangement.width);
}
