import { type Figure, FIGURE_MIME, readFigure } from "./figure";
import { type JsonObject, isObject } from "./json";
import { follow, type Update } from "./live";
import { PictureKeeper } from "./picture/keeper";
import type { Plotly } from "./plotly";
import { cleanFigure } from "./sanitize";
import { FigureView } from "./view";

/** What JupyterLab hands over: an output's mime bundle. */
export interface MimeModel {
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  setData(change: { data: JsonObject; metadata: JsonObject }): void;
}

/** The part of Lumino's widget that the renderer builds on; the class itself comes from the running JupyterLab. */
export interface Widget {
  readonly node: HTMLElement;
  readonly isDisposed: boolean;
  dispose(): void;
}

export type WidgetClass = new () => Widget;

/** Makes the class of widgets that show a figure in a cell's output. */
export function figureWidget(Base: WidgetClass, load: () => Promise<Plotly>): WidgetClass {
  return class FigureWidget extends Base {
    #view: FigureView | undefined;
    #keeper = new PictureKeeper(load);
    #source: string | undefined;
    #leave: (() => void) | undefined;
    readonly #note = document.createElement("p");

    async renderModel(model: MimeModel): Promise<void> {
      const source = JSON.stringify(model.data[FIGURE_MIME]) as string | undefined;
      // JupyterLab renders again whenever the bundle changes, also when the picture is added to it.
      if (source === this.#source) return;
      this.#source = source;
      const figure = this.#read(source);
      if (figure === undefined) return;
      const view = (this.#view ??= new FigureView(this.node, load, (error) => {
        this.#fail(error);
      }));
      await view.show(figure);
      // A figure that could not be drawn has given way to its error by now.
      if (this.#view !== view) return;
      this.#keeper.keep(model, figure);
      const shown = model.metadata[FIGURE_MIME];
      if (isObject(shown) && typeof shown.live === "string") this.#follow(shown.live, model, view);
    }

    /** Draws what the kernel sends from now on. */
    #follow(id: string, model: MimeModel, view: FigureView): void {
      this.#note.className = "bs-figure-note";
      this.#note.setAttribute("role", "status");
      this.#leave ??= follow(this.node, id, {
        update: (update) => {
          void this.#take(update, model, view);
        },
        note: (text) => {
          this.#say(text);
        },
      });
    }

    async #take({ figure, error }: Update, model: MimeModel, view: FigureView): Promise<void> {
      view.fail(error);
      if (figure === undefined || figure === null) return;
      try {
        const latest = cleanFigure(readFigure(figure));
        await view.show(latest);
        this.#keeper.rest(model, latest, (source) => {
          this.#source = source;
        });
      } catch (reason) {
        view.fail(reason instanceof Error ? reason.message : String(reason));
      }
    }

    #say(text: string | undefined): void {
      this.#note.textContent = text ?? "";
      if (text === undefined) this.#note.remove();
      else this.node.append(this.#note);
    }

    override dispose(): void {
      if (this.isDisposed) return;
      this.#clear();
      super.dispose();
    }

    #read(source: string | undefined): Figure | undefined {
      try {
        return cleanFigure(readFigure(source === undefined ? undefined : JSON.parse(source)));
      } catch (error) {
        this.#fail(error);
        return undefined;
      }
    }

    #fail(error: unknown): void {
      this.#clear();
      const message = document.createElement("pre");
      message.className = "bs-figure-error";
      message.setAttribute("role", "alert");
      message.textContent = error instanceof Error ? error.message : String(error);
      this.node.replaceChildren(message);
    }

    #clear(): void {
      this.#leave?.();
      this.#leave = undefined;
      this.#keeper.cancel();
      this.#view?.dispose();
      this.#view = undefined;
      this.node.replaceChildren();
    }
  };
}
