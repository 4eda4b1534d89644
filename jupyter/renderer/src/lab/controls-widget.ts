/** Controls in JupyterLab. In a notebook that was saved and is opened again, they stand still until their cell is run. */
import { at } from "../json";
import { type MimeModel, runTo, type Widget, type WidgetClass } from "./lab";
import { follow } from "./live";
import { ASLEEP, ControlsPanel } from "../panel/panel";
import { keepKeys } from "./shortcuts";

export const CONTROLS_MIME = "application/vnd.breaking-symmetry.controls+json";

/** Shortcuts with a modifier stay Jupyter's, and so do letters where no text can be entered. */
function isOwnKey({ target, key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || key === "Escape" || (key === "Enter" && shiftKey)) return false;
  const takesText = (target as Element).matches('select, input[type="text"]');
  return takesText || /^(Arrow|Page|Home|End|Enter| )/.test(key);
}

/** Makes the class of widgets that show controls in a cell's output. */
export function controlsWidget(Base: WidgetClass): new () => Widget {
  keepKeys(".bs-controls-frame *, .bs-handle-grip", isOwnKey);
  return class ControlsWidget extends Base {
    #leave: (() => void) | undefined;

    renderModel(model: MimeModel): Promise<void> {
      this.#leave?.();
      const described = model.data[CONTROLS_MIME];
      const panel = new ControlsPanel(at(described, "controls"), () => void runTo(this.node));
      this.node.replaceChildren(panel.node);
      const channel = at(described, "channel");
      if (typeof channel !== "string") return Promise.resolve();
      this.#leave = follow(this.node, channel, {
        joined: (send) => {
          panel.join(send);
        },
        update: (data) => {
          panel.receive(data);
        },
        note: (text) => {
          panel.say(text);
        },
        end: (text = ASLEEP) => {
          panel.end(text);
        },
      });
      return Promise.resolve();
    }

    override dispose(): void {
      this.#leave?.();
      super.dispose();
    }
  };
}
