import { dress, heightOf } from "../figure/dress";
import type { Figure } from "../figure/figure";
import { PICTURE_PALETTE } from "../figure/palette";
import type { Plotly } from "../figure/plotly";
import { shadedFor } from "../figure/shades";
import { indexed } from "./colours";
import { pngFile } from "./png";

export const PICTURE_WIDTH = 700;

/** Two picture dots for each of the page's: crisp on dense screens. */
const SCALE = 2;

/**
 * A still picture of the figure for places where no script runs (GitHub, a mail, a printed page).
 *
 * @returns a PNG file in base64, as notebook files hold it
 */
export async function pictureOf(figure: Figure, plotly: Plotly): Promise<string> {
  const still = dress(shadedFor(PICTURE_PALETTE, figure), PICTURE_PALETTE, PICTURE_WIDTH);
  // Controls in a picture would only invite clicks that do nothing.
  delete still.layout.sliders;
  delete still.layout.updatemenus;
  const size = { width: PICTURE_WIDTH, height: heightOf(figure), scale: SCALE };
  const url = await plotly.toImage(still, { format: "png", ...size });
  return base64(await pngFile(indexed(await pixelsOf(url))));
}

async function pixelsOf(url: string): Promise<ImageData> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const brush = canvas.getContext("2d")!;
  brush.drawImage(image, 0, 0);
  return brush.getImageData(0, 0, image.width, image.height);
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
