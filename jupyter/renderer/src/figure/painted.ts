/**
 * A figure in the site's pages: painted at once, so that it keeps up with the reader's hand; drawn by plotly as soon as the reader
 * wants to zoom or to read values.
 */
import { DRAWN } from "../handle/plane";
import { paint } from "../paint/paint";
import { type Room, roomIn, scaleIn } from "../paint/rooms";
import { titleHtml } from "../paint/title";
import { widthIn } from "./dress";
import type { Figure } from "./figure";
import { inPlaceOfPainted } from "./in-place";
import type { Plotly } from "./plotly";
import { FigureView } from "./view";

/** How long, in milliseconds, a mouse rests upon a figure that its reader wants to read off. */
const REST = 250;

const ZOOM = "Zoom and values";

export class PaintedFigure {
  readonly #host: HTMLElement;
  readonly #load: () => Promise<Plotly>;
  readonly #onError: (error: unknown) => void;
  readonly #node: HTMLElement;
  readonly #title: HTMLElement;
  readonly #button = document.createElement("button");
  readonly #resizes: ResizeObserver;
  #figure: Figure | undefined;
  #picture: Element | undefined;
  /** The figure as plotly draws it, and the element that it draws into. */
  #plot: { readonly view: FigureView; readonly node: HTMLElement } | undefined;
  /** Whether the reader has asked for plotly by the button. */
  #isAsked = false;
  #isZoomed = false;
  /** How wide it stood in the page when that was last laid out, in pixels. */
  #space: number | undefined;
  /** The room that the picture is painted for. */
  #room: Room | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** @param host - empty, or with the still that the build has put there, whose place the figure takes */
  constructor(host: HTMLElement, load: () => Promise<Plotly>, onError: (error: unknown) => void) {
    this.#host = host;
    this.#load = load;
    this.#onError = onError;
    const still = host.querySelector<HTMLElement>(":scope > .drawn");
    this.#node = still ?? document.createElement("figure");
    this.#node.classList.add("drawn");
    this.#title = this.#node.querySelector("figcaption") ?? document.createElement("figcaption");
    this.#title.className = "gtitle";
    this.#title.setAttribute("aria-live", "polite");
    this.#node.prepend(this.#title);
    if (!still) host.replaceChildren(this.#node);
    this.#addButton();
    this.#listen();
    this.#resizes = new ResizeObserver(() => {
      this.#space = this.#node.clientWidth;
      if (this.#plot) this.#fitPlot();
      else if (this.#figure && roomIn(this.#space) !== this.#room) this.#draw(this.#figure);
    });
    this.#resizes.observe(this.#node);
  }

  async show(figure: Figure): Promise<void> {
    this.#figure = figure;
    const title = titleHtml(figure);
    if (this.#title.innerHTML !== title) this.#title.innerHTML = title;
    if (this.#plot && (this.#isAsked || this.#isZoomed)) {
      await this.#plot.view.show(figure);
      this.#fitPlot();
    } else this.#draw(figure);
  }

  dispose(): void {
    this.#resizes.disconnect();
    clearTimeout(this.#resting);
    this.#endPlot();
    this.#host.replaceChildren();
  }

  /** Paints the figure, if there is nothing in it that only plotly draws. */
  #draw(figure: Figure): void {
    // To ask for it would have the page laid out before it is drawn.
    this.#space ??= this.#node.clientWidth;
    this.#room = undefined;
    if (this.#space === 0) return; // hidden: the observer calls when it is shown
    const room = roomIn(this.#space);
    const painted = paint(figure, room.width, { className: room.name });
    this.#room = painted && room;
    if (!painted) {
      this.#takeOver(figure);
      return;
    }
    this.#endPlot();
    this.#put(painted.svg);
    this.#node.dispatchEvent(new Event(DRAWN, { bubbles: true }));
  }

  #put(svg: string): void {
    const holder = document.createElement("template");
    holder.innerHTML = svg;
    const picture = holder.content.firstElementChild!;
    // A still has a picture for each of several widths.
    const [first, ...others] = this.#node.querySelectorAll(":scope > .painted");
    for (const other of others) other.remove();
    if (first) first.replaceWith(picture);
    else this.#title.after(picture);
    this.#picture = picture;
  }

  /** Lets plotly draw the figure over the picture, which it then replaces. */
  #takeOver(figure: Figure): void {
    if (this.#plot) {
      void this.#plot.view.show(figure);
      return;
    }
    const node = document.createElement("div");
    node.className = "plotted waiting";
    this.#node.append(node);
    const view = new FigureView(
      node,
      this.#load,
      this.#fail,
      inPlaceOfPainted(this.#node, () => this.#isAsked),
    );
    this.#plot = { view, node };
    this.#fitPlot();
    const shown = view.show(figure).then(() => {
      if (this.#plot?.node !== node) return;
      node.classList.remove("waiting");
      for (const picture of this.#node.querySelectorAll(":scope > .painted")) picture.remove();
      this.#picture = undefined;
      this.#fitPlot();
      view.onZoom(() => {
        this.#isZoomed = true;
      });
      this.#node.dispatchEvent(new Event(DRAWN, { bubbles: true }));
    });
    shown.catch(this.#fail);
  }

  /** What plotly draws is as large as the picture that it replaces. */
  #fitPlot(): void {
    if (!this.#plot || !this.#room || !this.#figure) return;
    const { node } = this.#plot;
    const space = this.#node.clientWidth;
    this.#room = roomIn(space);
    const width = widthIn(this.#room.width, this.#figure);
    const scale = scaleIn(space, width);
    Object.assign(node.style, {
      width: `${width}px`,
      marginLeft: `${(space - scale * width) / 2}px`,
      // A change of size does not move what stands below.
      marginBottom: `${(scale - 1) * node.offsetHeight}px`,
      transform: scale === 1 ? "" : `scale(${scale})`,
    });
  }

  /** Without plotly, the picture stays; a figure that only plotly draws is an error. */
  readonly #fail = (error: unknown): void => {
    const hasPicture = this.#picture !== undefined;
    this.#isAsked = false;
    this.#button.setAttribute("aria-pressed", "false");
    this.#endPlot();
    if (!hasPicture) this.#onError(error);
  };

  #endPlot(): void {
    this.#plot?.view.dispose();
    this.#plot?.node.remove();
    this.#plot = undefined;
    this.#isZoomed = false;
  }

  #addButton(): void {
    this.#button.type = "button";
    this.#button.className = "figure-zoom";
    this.#button.title = ZOOM;
    this.#button.setAttribute("aria-label", ZOOM);
    this.#button.setAttribute("aria-pressed", "false");
    this.#button.innerHTML = `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true"><circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5 14 14M7 5v4M5 7h4"/></svg>`;
    this.#button.addEventListener("click", () => {
      const figure = this.#figure;
      if (!figure) return;
      this.#isAsked = !this.#isAsked;
      this.#button.setAttribute("aria-pressed", String(this.#isAsked));
      if (this.#isAsked) this.#takeOver(figure);
      else this.#draw(figure);
    });
    this.#title.after(this.#button);
  }

  /** A mouse that rests upon the figure asks for values; a finger scrolls the page. */
  #listen(): void {
    this.#node.addEventListener("pointermove", ({ pointerType, buttons, target }) => {
      const isOnPicture = this.#picture?.contains(target as Node) === true;
      if (pointerType !== "mouse" || buttons !== 0 || !isOnPicture) return;
      this.#resting ??= setTimeout(() => {
        this.#resting = undefined;
        if (this.#figure && this.#picture) this.#takeOver(this.#figure);
      }, REST);
    });
    this.#node.addEventListener("pointerleave", () => {
      clearTimeout(this.#resting);
      this.#resting = undefined;
    });
  }
}
