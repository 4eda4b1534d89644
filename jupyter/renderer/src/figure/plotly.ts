import type { JsonObject } from "../json";

/** The element that plotly draws into; plotly keeps the drawn state on it. */
export interface PlotElement extends HTMLElement {
  layout?: JsonObject;
  /** Calls back on one of plotly's events; there once something is drawn. */
  on?(event: string, callback: () => void): void;
}

export interface PlotlyFigure {
  data: JsonObject[];
  layout: JsonObject;
  frames: JsonObject[];
  config: JsonObject;
}

/** The part of plotly.js that the renderer uses. */
export interface Plotly {
  react(element: HTMLElement, figure: PlotlyFigure): Promise<unknown>;
  relayout(element: HTMLElement, change: object): Promise<unknown>;
  purge(element: HTMLElement): void;
  toImage(figure: PlotlyFigure, options: PictureOptions): Promise<string>;
}

export interface PictureOptions {
  format: "png";
  width: number;
  height: number;
  scale: number;
}

declare global {
  interface Window {
    Plotly?: Plotly;
  }
}

/** Returns a function that loads plotly once, from `url`, when a first figure needs it. */
export function plotlyFrom(url: string): () => Promise<Plotly> {
  let loaded: Promise<Plotly> | undefined;
  return () => {
    loaded ??= loadScript(url).catch((error: unknown) => {
      loaded = undefined; // a lost connection may be back at the next figure
      throw error;
    });
    return loaded;
  };
}

function loadScript(url: string): Promise<Plotly> {
  return new Promise((resolve, reject) => {
    const before = window.Plotly;
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => {
      const ours = window.Plotly;
      // The page's global name is left as it was: another extension may bring a plotly of its own.
      if (before === undefined) delete window.Plotly;
      else window.Plotly = before;
      if (ours === undefined) reject(new Error(`Cannot draw figures: ${url} holds no plotly.js`));
      else resolve(ours);
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`Cannot draw figures: plotly.js did not load from ${url}`));
    };
    document.head.append(script);
  });
}
