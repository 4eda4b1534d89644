import { FIGURE_MIME, readFigure } from "./figure/figure";
import { cleanFigure } from "./sanitize";
import { addStyle } from "./style";
import { FigureView } from "./figure/view";

/** Draws every figure of an exported page. The page carries plotly itself, so that it works from a disk, unconnected. */
function drawFigures(): void {
  for (const script of document.querySelectorAll(`script[type="${FIGURE_MIME}"]`)) {
    const host = document.createElement("div");
    script.after(host);
    draw(script.textContent, host);
  }
}

function draw(source: string, host: HTMLElement): void {
  const fail = (error: unknown): void => {
    host.className = "bs-figure-error";
    host.textContent = error instanceof Error ? error.message : String(error);
  };
  try {
    const figure = cleanFigure(readFigure(JSON.parse(source)));
    const plotly = window.Plotly;
    if (plotly === undefined) throw new Error("Cannot draw this figure: the page carries no plotly.js");
    void new FigureView(host, () => Promise.resolve(plotly), fail).show(figure);
  } catch (error) {
    fail(error);
  }
}

addStyle();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", drawFigures);
else drawFigures();
