import { type Figure, FIGURE_MIME, readFigure } from "./figure";
import type { JsonObject } from "./json";
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

/** Lumino's widget that holds others. */
export type PanelClass = new () => Widget & { addWidget(widget: unknown): void };

/** Makes the class of widgets that show a figure in a cell's output. */
export function figureWidget(Base: WidgetClass, load: () => Promise<Plotly>): WidgetClass {
  return class FigureWidget extends Base {
    #view: FigureView | undefined;
    #keeper = new PictureKeeper(load);
    #source: string | undefined;

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
      this.#keeper.cancel();
      this.#view?.dispose();
      this.#view = undefined;
      this.node.replaceChildren();
    }
  };
}
