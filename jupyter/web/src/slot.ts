/** A place in a cell's outputs. What a new run shows takes the place of what stood there, so that the page below stays where it is. */
import type { Content } from "../../kernel/common/messages";
import { FIGURE_MIME, readFigure } from "../../renderer/src/figure/figure";
import { PaintedFigure } from "../../renderer/src/figure/painted";
import { ControlsPanel } from "../../renderer/src/panel/panel";
import type { ControlValue } from "../../renderer/src/panel/value";
import { POINTS_MIME } from "../../renderer/src/points/plane";
import { cleanFigure } from "../../renderer/src/sanitize";
import type { Surroundings } from "./outputs";
import { DrawnPlane } from "./plane";
import { TerminalText, terminalText } from "./terminal-text";

const CONTROLS_MIME = "application/vnd.breaking-symmetry.controls+json";
const ERROR_MIME = "application/vnd.jupyter.stderr";

export class Slot {
  readonly node: HTMLElement;
  readonly #page: Surroundings;
  readonly #run: () => Promise<void>;
  /** Where the build has left room for controls, or drawn a plane for points. */
  readonly #place: HTMLElement | undefined;
  #figure: PaintedFigure | undefined;
  #panel: ControlsPanel | undefined;
  #plane: DrawnPlane | undefined;
  /** What controls that are still to come are set to. */
  #values: ReadonlyMap<string, ControlValue> | undefined;
  /** What it shows now, or will when it has been set. */
  #data: Content | undefined;
  /** The error that it shows, as the kernel has told it. */
  #error: Content | undefined;
  /** Fulfilled when what it shows stands there. */
  isSet: Promise<void> = Promise.resolve();
  /** The stream whose text it holds. */
  #stream: { readonly name: string; readonly text: TerminalText } | undefined;

  /**
   * @param node - empty, or with what the build has put there
   * @param run - runs the cell
   */
  constructor(node: HTMLElement, page: Surroundings, run: () => Promise<void>) {
    this.node = node;
    this.#page = page;
    this.#run = run;
    this.#place = node.querySelector<HTMLElement>(".controls-place, .points-place") ?? undefined;
    const { controls, plane } = this.#place?.dataset ?? {};
    if (controls !== undefined) this.#offer(JSON.parse(controls));
    if (plane !== undefined) this.#offerPlane(JSON.parse(plane));
  }

  /** What the build has put there, for another slot; asked for before anything is shown. */
  get copy(): HTMLElement {
    const copy = this.node.cloneNode(true) as HTMLElement;
    if (this.#place) copy.replaceChildren(this.#place);
    return copy;
  }

  /** Its controls, if it holds any. */
  get panel(): ControlsPanel | undefined {
    return this.#panel;
  }

  /** Sets its controls, those that it has and those that the next run brings. */
  fill(values: ReadonlyMap<string, ControlValue>): void {
    this.#values = values;
    this.#panel?.fill(values);
  }

  show(data: Content): void {
    this.#data = data;
    this.#stream = this.#error = undefined;
    // A plane to draw points in comes with the figure that stands for it elsewhere.
    if (FIGURE_MIME in data && !(POINTS_MIME in data)) {
      this.#draw(data[FIGURE_MIME]);
      return;
    }
    this.#endFigure();
    if (POINTS_MIME in data) {
      this.#panel = undefined;
      if (this.#plane?.isFor(data[POINTS_MIME]) !== true) this.#offerPlane(data[POINTS_MIME]);
      this.#plane!.join(data[POINTS_MIME], this.#page.channels);
      return;
    }
    this.#plane = undefined;
    if (CONTROLS_MIME in data) {
      this.#control(data[CONTROLS_MIME] as Content);
      return;
    }
    this.#panel = undefined;
    if (ERROR_MIME in data) showError(this.node, plain(data));
    else if (typeof data["text/html"] === "string") this.node.innerHTML = data["text/html"];
    else if (typeof data["text/markdown"] === "string") this.isSet = this.#typeset(data["text/markdown"]);
    else this.node.replaceChildren(...(plain(data) === "" ? [] : [terminalText(plain(data))]));
  }

  /** @param told - by the kernel, if it has */
  showError(traceback: string, told?: Content): void {
    this.#empty();
    this.#error = told;
    showError(this.node, traceback);
  }

  /** What it shows, as a notebook keeps it; undefined if nothing of a run stands there. */
  get kept(): Content | undefined {
    if (this.#stream)
      return { output_type: "stream", name: this.#stream.name, text: this.#stream.text.node.textContent };
    if (this.#error) return { output_type: "error", ...this.#error };
    return this.#data && { output_type: "display_data", data: this.#data, metadata: {} };
  }

  /** Begins the text of a stream. */
  showStream(name: string): void {
    this.#empty();
    const text = new TerminalText();
    text.node.classList.add(name);
    this.node.replaceChildren(text.node);
    this.#stream = { name, text };
  }

  /** Goes on with the text of a stream. @returns whether it holds this stream */
  write(name: string, text: string): boolean {
    if (this.#stream?.name !== name) return false;
    this.#stream.text.write(text);
    return true;
  }

  remove(): void {
    // The outputs do not wait for it any more.
    this.#panel?.end("");
    this.#empty();
    this.node.remove();
  }

  #empty(): void {
    this.#endFigure();
    this.#panel = this.#plane = this.#data = this.#stream = this.#error = undefined;
  }

  #draw(figure: unknown): void {
    this.#panel = this.#plane = undefined;
    const fail = (error: unknown): void => {
      this.showError(error instanceof Error ? error.message : String(error));
    };
    try {
      this.#figure ??= new PaintedFigure(this.node, this.#page.plotly, fail);
      void this.#figure.show(cleanFigure(readFigure(figure)));
    } catch (error) {
      fail(error);
    }
  }

  #endFigure(): void {
    this.#figure?.dispose();
    this.#figure = undefined;
  }

  /** The first formula of a page takes a while; something newer may be shown by then. */
  async #typeset(markdown: string): Promise<void> {
    const data = this.#data;
    const html = await this.#page.markdown(markdown).catch(() => undefined);
    if (this.#data !== data) return;
    // Without what sets it, it can be read as it is written.
    if (html === undefined) this.node.replaceChildren(terminalText(markdown));
    else this.node.innerHTML = html;
  }

  /** Controls that stand already stay under the reader's hand. */
  #control({ channel, controls }: Content): void {
    if (!this.#panel?.isFor(controls)) {
      this.#offer(controls);
      if (this.#values) this.#panel!.fill(this.#values);
    }
    this.#values = undefined;
    const panel = this.#panel!;
    panel.join(this.#page.channels.join(String(channel), panel));
  }

  /** Controls that wake the kernel when they are moved. */
  #offer(controls: unknown): void {
    this.#panel = new ControlsPanel(controls, () => void this.#run());
    this.#panel.offer(this.#run);
    this.node.replaceChildren(this.#panel.node);
  }

  /** A plane that wakes the kernel when it is drawn in. */
  #offerPlane(described: unknown): void {
    this.#plane = new DrawnPlane(described, this.#run);
    this.node.replaceChildren(this.#plane.node);
  }
}

function plain({ "text/plain": text }: Content): string {
  return typeof text === "string" ? text : "";
}

/** A line of code, and the line with the marks under it. */
// eslint-disable-next-line no-control-regex -- colours begin with one
const MARKED = /^(.*\n[ \t]*(?:\u001b\[[\d;]*m)?\^+(?:\u001b\[[\d;]*m)?\n?)/m;

/** Text wraps, but not code with marks under it: it can be scrolled, and the marks are in sight. */
function showError(place: HTMLElement, text: string): void {
  const node = document.createElement("pre");
  node.className = "error";
  node.setAttribute("role", "alert");
  const excerpts: HTMLElement[] = [];
  for (const [i, part] of text.split(MARKED).entries()) {
    const parts = terminalText(part).childNodes;
    if (i % 2 === 0) {
      node.append(...parts);
      continue;
    }
    const excerpt = document.createElement("span");
    excerpt.className = "excerpt";
    excerpt.append(...parts);
    node.append(excerpt);
    excerpts.push(excerpt);
  }
  place.replaceChildren(node);
  for (const excerpt of excerpts) {
    const [seen, marks] = [excerpt, excerpt.querySelector(":scope span[class]")].map((one) =>
      one?.getBoundingClientRect(),
    );
    if (marks) excerpt.scrollLeft = (marks.left + marks.right - seen!.left - seen!.right) / 2;
  }
}
