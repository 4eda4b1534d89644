import { heightOf } from "../../../jupyter/renderer/src/figure/dress";
import { readFigure } from "../../../jupyter/renderer/src/figure/figure";
import { pictureOf, PICTURE_WIDTH } from "../../../jupyter/renderer/src/picture";
import { cleanFigure } from "../../../jupyter/renderer/src/sanitize";

/** A still picture, as it goes into a notebook's output. */
export interface Picture {
  readonly base64: string;
  readonly width: number;
  readonly height: number;
}

declare global {
  interface Window {
    takePicture: (figure: unknown) => Promise<Picture>;
  }
}

// Runs in the browser: the renderer's own code, so that a committed picture is the one that JupyterLab would add.
window.takePicture = async (source) => {
  const figure = cleanFigure(readFigure(source));
  return { base64: await pictureOf(figure, window.Plotly), width: PICTURE_WIDTH, height: heightOf(figure) };
};
