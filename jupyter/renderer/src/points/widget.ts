import type { MimeModel, WidgetClass } from "../lab/lab";
import { follow } from "../lab/live";
import { keepKeys } from "../lab/shortcuts";
import { isOwnKey } from "./keys";
import { POINTS_MIME, readPlane } from "./plane";
import { Sync } from "./sync";
import { PointsView } from "./view";

const ASLEEP = "Run this cell to draw points of your own.";

/** Makes the class of widgets that show a plane to draw in in a cell's output. */
export function pointsWidget(Base: WidgetClass): WidgetClass {
  keepKeys(".bs-points", isOwnKey);
  return class PointsWidget extends Base {
    readonly #note = document.createElement("p");
    #leave: (() => void) | undefined;

    renderModel(model: MimeModel): Promise<void> {
      this.#note.className = "bs-figure-note";
      this.#note.setAttribute("role", "status");
      try {
        this.#show(model);
      } catch (error) {
        this.#say(error instanceof Error ? error.message : String(error));
      }
      return Promise.resolve();
    }

    #show(model: MimeModel): void {
      this.#leave?.();
      const plane = readPlane(model.data[POINTS_MIME]);
      let send: (data: object) => void = () => undefined;
      const sync = new Sync((data) => {
        send(data);
      });
      const view = new PointsView(plane, (points) => {
        sync.tell(points);
      });
      view.isLive = false;
      this.node.replaceChildren(view.node);
      this.#say(ASLEEP);
      if (plane.channel === undefined) return;
      this.#leave = follow(this.node, plane.channel, {
        joined: (channel) => {
          send = channel;
          sync.ask();
        },
        update: (message) => {
          const points = sync.receive(message);
          if (points) view.show(points);
          view.isLive = true;
          this.#say(undefined);
        },
        note: (text) => {
          if (view.isLive) this.#say(text);
        },
        end: (text = ASLEEP) => {
          view.isLive = false;
          this.#say(text);
        },
      });
    }

    #say(text: string | undefined): void {
      this.#note.textContent = text ?? "";
      if (text === undefined) this.#note.remove();
      else this.node.append(this.#note);
    }

    override dispose(): void {
      if (this.isDisposed) return;
      this.#leave?.();
      super.dispose();
    }
  };
}
