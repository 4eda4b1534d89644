import { type Figure, FIGURE_MIME, readFigure } from "./figure";
import type { JsonObject } from "./json";
import { PictureKeeper } from "./picture/keeper";
import type { Plotly } from "./plotly";
import { Rest } from "./rest";
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

/** Whether the reader wants no films; what their own hand moves is none. */
function isStill(node: HTMLElement): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches && !node.closest(".bs-live");
}

/** Makes the class of widgets that show a figure in a cell's output. */
export function figureWidget(Base: WidgetClass, load: () => Promise<Plotly>): WidgetClass {
  return class FigureWidget extends Base {
    #view: FigureView | undefined;
    #keeper = new PictureKeeper(load);
    #source: string | undefined;
    readonly #rest = new Rest();

    async renderModel(model: MimeModel): Promise<void> {
      const source = JSON.stringify(model.data[FIGURE_MIME]) as string | undefined;
      // JupyterLab renders again whenever the bundle changes, also when the picture is added to it.
      if (source === this.#source) return;
      this.#source = source;
      // Without motion, the last frame of a film is all that is seen of it.
      if (this.#view && isStill(this.node)) this.#rest.then(() => this.#draw(model, source));
      else await this.#draw(model, source);
    }

    async #draw(model: MimeModel, source: string | undefined): Promise<void> {
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
      this.#rest.cancel();
      this.#keeper.cancel();
      this.#view?.dispose();
      this.#view = undefined;
      this.node.replaceChildren();
    }
  };
}
