/**
 * Puts a live cell of a lesson into any page, in a frame as high as the cell:
 * `<breaking-symmetry-cell lesson="04-too-large" cell="cell-08"></breaking-symmetry-cell>`.
 */
import { HEIGHT, type HeightMessage } from "./embedded";

/** Until the cell has told its height, in pixels. */
const FIRST_HEIGHT = 420;

const { src } = document.currentScript as HTMLScriptElement;

class EmbeddedCell extends HTMLElement {
  readonly #frame = document.createElement("iframe");

  connectedCallback(): void {
    const [lesson = "", cell = ""] = ["lesson", "cell"].map((name) => this.getAttribute(name) ?? "");
    const address = new URL(`${encodeURIComponent(lesson)}.html`, src);
    address.searchParams.set("only", cell);
    this.#frame.src = address.href;
    this.#frame.title = this.getAttribute("title") ?? "A live cell of Breaking Symmetry";
    this.#frame.style.cssText = `display: block; width: 100%; height: ${FIRST_HEIGHT}px; border: 0;`;
    this.style.display = "block";
    this.replaceChildren(this.#frame);
    addEventListener("message", this.#hear);
  }

  disconnectedCallback(): void {
    removeEventListener("message", this.#hear);
  }

  readonly #hear = ({ source, data }: MessageEvent<Partial<HeightMessage> | null>): void => {
    if (source !== this.#frame.contentWindow || data?.type !== HEIGHT) return;
    if (Number.isFinite(data.height)) this.#frame.style.height = `${data.height}px`;
  };
}

// A page may load the script more than once.
if (!customElements.get("breaking-symmetry-cell"))
  customElements.define("breaking-symmetry-cell", EmbeddedCell);
