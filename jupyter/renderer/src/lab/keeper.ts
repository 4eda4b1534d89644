import type { Figure } from "../figure/figure";
import { Rest } from "./rest";
import { heightOf } from "../figure/dress";
import { pictureOf, PICTURE_WIDTH } from "../picture";
import type { Plotly } from "../figure/plotly";
import { turn } from "../figure/turns";
import type { MimeModel } from "./lab";

export const PICTURE_MIME = "image/png";

/** Adds a still picture to the figure's output, so that the saved notebook shows it where no script runs. */
export class PictureKeeper {
  readonly #load: () => Promise<Plotly>;
  readonly #rest = new Rest();
  #latest: Figure | undefined;

  constructor(load: () => Promise<Plotly>) {
    this.#load = load;
  }

  /** Takes the picture when no other figure follows. An output that brings one keeps it. */
  keep(model: MimeModel, figure: Figure): void {
    this.cancel();
    if (PICTURE_MIME in model.data) return;
    this.#latest = figure;
    this.#rest.then(() => this.#take(model, figure));
  }

  cancel(): void {
    this.#rest.cancel();
    this.#latest = undefined;
  }

  async #take(model: MimeModel, figure: Figure): Promise<void> {
    try {
      const plotly = await this.#load();
      await turn();
      const picture = await pictureOf(figure, plotly);
      if (this.#latest === figure) addPicture(model, picture, heightOf(figure));
    } catch (error) {
      // The figure itself is on the page; a missing still is not worth disturbing its reader.
      console.warn("No picture of a figure could be added to the notebook", error);
    }
  }
}

function addPicture(model: MimeModel, picture: string, height: number): void {
  model.setData({
    data: { ...model.data, [PICTURE_MIME]: picture },
    metadata: { ...model.metadata, [PICTURE_MIME]: { width: PICTURE_WIDTH, height } },
  });
}
