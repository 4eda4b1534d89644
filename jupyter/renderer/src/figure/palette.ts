import { DARK, LIGHT, type Shades } from "../paint/colours";

/** The colours of a figure and of its surroundings. */
export interface Palette {
  readonly shades: Shades;
  readonly ground: string;
  /** Behind text that floats over the plot: hover labels, buttons, sliders. */
  readonly surface: string;
  readonly surfaceActive: string;
  readonly border: string;
}

// A transparent ground lets the page show through, whatever shade the reader's theme has.
const TRANSPARENT = "rgba(0, 0, 0, 0)";

const ON_LIGHT: Palette = {
  shades: LIGHT,
  ground: TRANSPARENT,
  surface: "#ffffff",
  surfaceActive: "#dbe9f9",
  border: "#c5cad1",
};

const ON_DARK: Palette = {
  shades: DARK,
  ground: TRANSPARENT,
  surface: "#23272c",
  surfaceActive: "#324760",
  border: "#505861",
};

/** A picture in the file is seen on pages of either colour, GitHub's for one, so it brings its own ground. */
export const PICTURE_PALETTE: Palette = { ...ON_LIGHT, ground: "#ffffff" };

/** The palette that fits the page now: JupyterLab writes its theme's kind on the body. */
export function currentPalette(): Palette {
  return document.body.dataset.jpThemeLight === "false" ? ON_DARK : ON_LIGHT;
}

/** Calls back whenever the reader switches the theme. @returns a function that ends it */
export function onThemeChange(callback: () => void): () => void {
  // While JupyterLab swaps the style sheets nothing has a width; a frame later all is in place.
  const observer = new MutationObserver(() => requestAnimationFrame(callback));
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  return () => {
    observer.disconnect();
  };
}
