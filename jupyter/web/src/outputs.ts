/** What a cell shows: figures, controls, tables, text and errors, in the order in which they come. */
import type { Content } from "../../kernel/common/messages";
import { FIGURE_MIME, readFigure } from "../../renderer/src/figure";
import type { Plotly } from "../../renderer/src/plotly";
import { cleanFigure } from "../../renderer/src/sanitize";
import { ControlsPanel } from "../../renderer/src/panel/panel";
import { FigureView } from "../../renderer/src/view";
import { POINTS_MIME } from "../../renderer/src/points/plane";
import type { Channels } from "./channels";
import { planeOf } from "./plane";

const CONTROLS_MIME = "application/vnd.breaking-symmetry.controls+json";

/** What outputs need of the page. */
export interface Surroundings {
  readonly plotly: () => Promise<Plotly>;
  readonly channels: Channels;
  readonly markdown: (text: string) => Promise<string>;
}

/** One display of a cell, which may be replaced later. */
interface Display {
  readonly node: HTMLElement;
  figure: FigureView | undefined;
}

export class Outputs {
  readonly #node: HTMLElement;
  readonly #page: Surroundings;
  readonly #displays = new Map<string, Display>();
  #stream: { readonly name: string; readonly node: HTMLElement } | undefined;
  #clearNext = false;

  constructor(node: HTMLElement, page: Surroundings) {
    this.#node = node;
    this.#page = page;
  }

  clear(): void {
    for (const { figure } of this.#displays.values()) figure?.dispose();
    this.#displays.clear();
    this.#stream = undefined;
    this.#clearNext = false;
    this.#node.classList.remove("still");
    this.#node.replaceChildren();
  }

  /** Takes a message of the cell's run. */
  receive(type: string, content: Content): void {
    if (type === "clear_output") {
      if (content.wait === true) this.#clearNext = true;
      else this.clear();
      return;
    }
    const id = (content.transient as { display_id?: string } | undefined)?.display_id;
    if (type === "update_display_data") {
      const display = this.#displays.get(id ?? "");
      if (display) this.#fill(display, content.data as Content);
      return;
    }
    if (this.#clearNext) this.clear();
    if (type === "stream") this.#write(String(content.name), String(content.text));
    else if (type === "error") this.#fail((content.traceback as string[]).join("\n"));
    else if (type === "display_data" || type === "execute_result")
      this.#fill(this.#add(id), content.data as Content);
  }

  #add(id = `anonymous-${this.#displays.size}`): Display {
    this.#stream = undefined;
    const display: Display = { node: document.createElement("div"), figure: undefined };
    this.#displays.set(id, display);
    this.#node.append(display.node);
    return display;
  }

  #fill(display: Display, data: Content): void {
    const { node } = display;
    if (POINTS_MIME in data) {
      node.replaceChildren(planeOf(data[POINTS_MIME], this.#page.channels));
      return;
    }
    if (FIGURE_MIME in data) {
      const fail = (error: unknown): void => {
        node.replaceChildren(errorNode(error instanceof Error ? error.message : String(error)));
      };
      try {
        display.figure ??= new FigureView(node, this.#page.plotly, fail);
        void display.figure.show(cleanFigure(readFigure(data[FIGURE_MIME])));
      } catch (error) {
        fail(error);
      }
      return;
    }
    display.figure?.dispose();
    display.figure = undefined;
    if (CONTROLS_MIME in data) this.#control(node, data[CONTROLS_MIME] as Content);
    else if (typeof data["text/html"] === "string") node.innerHTML = data["text/html"];
    else if (typeof data["text/markdown"] === "string")
      void this.#page.markdown(data["text/markdown"]).then((html) => {
        node.innerHTML = html;
      });
    else node.replaceChildren(textNode(plain(data)));
  }

  #control(node: HTMLElement, { channel, controls }: Content): void {
    const panel = new ControlsPanel(controls);
    panel.join(this.#page.channels.join(String(channel), panel));
    node.replaceChildren(panel.node);
  }

  #write(name: string, text: string): void {
    if (this.#stream?.name !== name) {
      const node = textNode("");
      node.classList.add(name);
      this.#node.append(node);
      this.#stream = { name, node };
    }
    this.#stream.node.append(text);
  }

  #fail(traceback: string): void {
    this.#stream = undefined;
    this.#node.append(errorNode(traceback));
  }
}

function plain({ "text/plain": text }: Content): string {
  return typeof text === "string" ? text : "";
}

function textNode(text: string): HTMLElement {
  const node = document.createElement("pre");
  node.textContent = text;
  return node;
}

/** A traceback; its colours are for terminals. */
function errorNode(text: string): HTMLElement {
  // eslint-disable-next-line no-control-regex -- escape sequences begin with one
  const node = textNode(text.replace(/\u001b\[[\d;]*m/g, ""));
  node.className = "error";
  node.setAttribute("role", "alert");
  return node;
}
