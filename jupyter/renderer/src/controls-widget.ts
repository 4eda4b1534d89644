/**
 * Controls in the page. Where the kernel knows them, Jupyter's own widgets show them; elsewhere, as in a notebook that was saved
 * and is opened again, there are words instead of an error.
 */
import { notebookOf, type Rendermime } from "./lab";
import { keepKeys } from "./shortcuts";
import type { MimeModel, Widget } from "./widget";

export const CONTROLS_MIME = "application/vnd.breaking-symmetry.controls+json";

const WIDGET_MIME = "application/vnd.jupyter.widget-view+json";

/** How often, in milliseconds, to look whether Jupyter's widgets have become ready. */
const INTERVAL = 200;

/** How a widget stands; one that was made before Jupyter's widgets were ready, and waits, is forgotten by them. */
function stateOf(node: HTMLElement, isReplaced: boolean): "shown" | "waits" | "failed" | "forgotten" {
  const { textContent: text } = node;
  if (text.startsWith("Error displaying widget")) return "failed";
  if (text !== "" && !text.startsWith("Loading widget")) return "shown";
  return isReplaced ? "forgotten" : "waits";
}

/** Jupyter's sliders tell a screen reader neither their name nor, on a logarithmic scale, their value. */
function nameSliders(node: HTMLElement): void {
  for (const handle of node.querySelectorAll('[role="slider"]:not([aria-label])')) {
    const row = handle.closest(".widget-slider, .jupyter-widgets");
    const [label, readout] = [row?.querySelector(".widget-label"), row?.querySelector(".widget-readout")];
    if (!label || !readout) continue;
    handle.setAttribute("aria-label", label.textContent);
    const tell = (): void => {
      handle.setAttribute("aria-valuetext", readout.textContent);
    };
    tell();
    new MutationObserver(tell).observe(readout, { childList: true, characterData: true, subtree: true });
  }
}

type PanelClass = new () => Widget & { addWidget(widget: unknown): void };

/** Makes the class of widgets that show controls in a cell's output. */
export function controlsWidget(Panel: PanelClass): new () => Widget {
  // Up to JupyterLab 4.4 and Notebook 7.4, an arrow key on a slider leads to the next heading.
  keepKeys('[role="slider"]', ({ key }) => key.startsWith("Arrow"));
  return class ControlsWidget extends Panel {
    async renderModel(model: MimeModel): Promise<void> {
      this.node.classList.add("bs-controls");
      const panel = await notebookOf(this.node);
      const rendermime = panel?.content.rendermime;
      if (!panel || !rendermime?.getFactory(WIDGET_MIME)) this.#tell(model);
      else {
        await panel.sessionContext.ready;
        await this.#delegate(rendermime, model);
      }
    }

    async #delegate(rendermime: Rendermime, model: MimeModel): Promise<void> {
      const factory = rendermime.getFactory(WIDGET_MIME);
      const inner = rendermime.createRenderer(WIDGET_MIME);
      this.addWidget(inner);
      new MutationObserver(() => {
        nameSliders(inner.node);
      }).observe(inner.node, { childList: true, subtree: true });
      const timer = setInterval(() => {
        const state = stateOf(inner.node, rendermime.getFactory(WIDGET_MIME) !== factory);
        if (state === "waits" && !this.isDisposed) return;
        clearInterval(timer);
        if (state === "shown" || this.isDisposed) return;
        inner.dispose();
        if (state === "forgotten") void this.#delegate(rendermime, model);
        else this.#tell(model);
      }, INTERVAL);
      await inner.renderModel(model);
    }

    #tell(model: MimeModel): void {
      const words = document.createElement("p");
      words.className = "bs-figure-note";
      const told = model.data["text/plain"];
      words.textContent = `${typeof told === "string" ? told : "Controls"}. Run this cell to move them.`;
      this.node.replaceChildren(words);
    }
  };
}
