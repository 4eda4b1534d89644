import { type Figure, FIGURE_MIME, readFigure } from "../figure/figure";
import { PictureKeeper } from "./keeper";
import type { MimeModel, WidgetClass } from "./lab";
import type { Plotly } from "../figure/plotly";
import { Rest } from "./rest";
import { cleanFigure } from "../sanitize";
import { FigureView } from "../figure/view";

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
      // A picture of the figure before would bring that figure back.
      this.#keeper.cancel();
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
