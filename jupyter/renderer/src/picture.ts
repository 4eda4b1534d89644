import { dress, heightOf } from "./dress";
import type { Figure } from "./figure";
import { PICTURE_PALETTE } from "./palette";
import type { Plotly } from "./plotly";

export const PICTURE_WIDTH = 700;

/** Two picture dots for each of the page's: crisp on dense screens, still some 50 kB. */
const SCALE = 2;

/**
 * A still picture of the figure for places where no script runs (GitHub, a mail, a printed page).
 *
 * @returns the PNG file in base64, as notebook files hold it
 */
export async function pictureOf(figure: Figure, plotly: Plotly): Promise<string> {
  const still = dress(figure, PICTURE_PALETTE, PICTURE_WIDTH);
  // Controls in a picture would only invite clicks that do nothing.
  delete still.layout.sliders;
  delete still.layout.updatemenus;
  const url = await plotly.toImage(still, {
    format: "png",
    width: PICTURE_WIDTH,
    height: heightOf(figure),
    scale: SCALE,
  });
  return url.slice(url.indexOf(",") + 1);
}
