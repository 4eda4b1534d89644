/** The painter for those who only paint: the build of the site, and tests. */
export { readFigure } from "../figure/figure";
export { canPaint, paint, type Painted } from "./paint";
export { ROOMS } from "./rooms";
export { titleHtml } from "./title";

/** An SVG whose colours are those on a light ground, for places without a style sheet. */
export function withColours(svg: string): string {
  return svg
    .replace(/var\(--[\w-]+,((?:[^()]|\([^()]*\))*)\)/g, "$1")
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" font-family="Inter, system-ui, sans-serif" ');
}
