import { type Figure, FIGURE_MIME } from "../figure";
import type { JsonObject } from "../json";
import { accessibleName } from "../names";
import { heightOf } from "../dress";
import { pictureOf, PICTURE_WIDTH } from ".";
import type { Plotly } from "../plotly";
import type { MimeModel } from "../widget";

const PICTURE_MIME = "image/png";

/** A live figure changes every 100 ms or so; only once it rests is its picture worth the work. */
const REST_MS = 600;

/** Adds a still picture to the figure's output, so that the saved notebook shows it where no script runs. */
export class PictureKeeper {
  readonly #load: () => Promise<Plotly>;
  #timer: number | undefined;
  #latest: Figure | undefined;

  constructor(load: () => Promise<Plotly>) {
    this.#load = load;
  }

  /** Takes the picture when no other figure follows. An output that brings one keeps it. */
  keep(model: MimeModel, figure: Figure): void {
    this.cancel();
    if (PICTURE_MIME in model.data) return;
    this.#latest = figure;
    this.#timer = window.setTimeout(() => void this.#take(model, figure), REST_MS);
  }

  /** As keep, for a figure that has changed: the output gets it when no other follows, and a picture of it. */
  rest(model: MimeModel, figure: Figure, onKept: (source: string) => void): void {
    this.cancel();
    this.#latest = figure;
    this.#timer = window.setTimeout(() => {
      const source = JSON.stringify(figure);
      onKept(source);
      const data = Object.fromEntries(Object.entries(model.data).filter(([mime]) => mime !== PICTURE_MIME));
      model.setData({
        data: {
          ...data,
          [FIGURE_MIME]: JSON.parse(source) as JsonObject,
          "text/plain": accessibleName(figure),
        },
        metadata: model.metadata,
      });
      void this.#take(model, figure);
    }, REST_MS);
  }

  cancel(): void {
    window.clearTimeout(this.#timer);
    this.#latest = undefined;
  }

  async #take(model: MimeModel, figure: Figure): Promise<void> {
    try {
      const picture = await pictureOf(figure, await this.#load());
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
