/** Controls in JupyterLab. In a notebook that was saved and is opened again, they stand still until their cell is run. */
import { at } from "./json";
import { follow } from "./live";
import { ControlsPanel } from "./panel/panel";
import { keepKeys } from "./shortcuts";
import type { MimeModel, Widget, WidgetClass } from "./widget";

export const CONTROLS_MIME = "application/vnd.breaking-symmetry.controls+json";

/** Shortcuts with a modifier stay Jupyter's, and so do letters where no text can be entered. */
function isOwnKey({ target, key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || key === "Escape" || (key === "Enter" && shiftKey)) return false;
  const takesText = (target as Element).matches('select, input[type="text"]');
  return takesText || /^(Arrow|Page|Home|End|Enter| )/.test(key);
}

/** Makes the class of widgets that show controls in a cell's output. */
export function controlsWidget(Base: WidgetClass): new () => Widget {
  keepKeys(".bs-controls *", isOwnKey);
  return class ControlsWidget extends Base {
    #leave: (() => void) | undefined;

    renderModel(model: MimeModel): Promise<void> {
      this.#leave?.();
      const described = model.data[CONTROLS_MIME];
      const panel = new ControlsPanel(at(described, "controls"));
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
        note: (text, isLast = false) => {
          if (isLast) panel.end(text!);
          else panel.say(text);
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
