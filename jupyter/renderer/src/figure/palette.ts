/** The colours of a figure's surroundings. */
export interface Palette {
  readonly dark: boolean;
  readonly paper: string;
  readonly text: string;
  readonly mutedText: string;
  readonly grid: string;
  readonly axis: string;
  /** Behind text that floats over the plot: hover labels, buttons, sliders. */
  readonly surface: string;
  readonly surfaceActive: string;
  readonly border: string;
}

// Transparent paper lets the page show through, whatever shade the reader's theme has.
const TRANSPARENT = "rgba(0, 0, 0, 0)";

const LIGHT: Palette = {
  dark: false,
  paper: TRANSPARENT,
  text: "#24292f",
  mutedText: "#57606a",
  grid: "#e6e8eb",
  axis: "#b4bac2",
  surface: "#ffffff",
  surfaceActive: "#dbe9f9",
  border: "#c5cad1",
};

const DARK: Palette = {
  dark: true,
  paper: TRANSPARENT,
  text: "#e6e6e6",
  mutedText: "#b0b6bd",
  grid: "#343a41",
  axis: "#6b737c",
  surface: "#23272c",
  surfaceActive: "#324760",
  border: "#505861",
};

/** A picture in the file is seen on pages of either colour, GitHub's for one, so it brings its own paper. */
export const PICTURE_PALETTE: Palette = { ...LIGHT, paper: "#ffffff" };

/** The palette that fits the page now: JupyterLab writes its theme's kind on the body. */
export function currentPalette(): Palette {
  return document.body.dataset.jpThemeLight === "false" ? DARK : LIGHT;
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
