/**
 * Puts a live cell of a lesson, or the exercise that it belongs to, into any page, in a frame as high as it is:
 * `<breaking-symmetry-cell lesson="04-too-large" cell="cell-08"></breaking-symmetry-cell>`. With `theme="dark"` or
 * `theme="light"` it has these colours, else those of the page around it or of the reader's system.
 */
import { HEIGHT, type HeightMessage } from "./embedded";

/** Until the cell has told its height, in pixels. */
const FIRST_HEIGHT = 420;

/** How long, in milliseconds, a page that has loaded may take to tell it. */
const PATIENCE = 5000;

const { src } = document.currentScript as HTMLScriptElement;

class EmbeddedCell extends HTMLElement {
  readonly #frame = document.createElement("iframe");
  #wait: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const [lesson = "", cell = "", theme = ""] = ["lesson", "cell", "theme"].map(
      (name) => this.getAttribute(name) ?? "",
    );
    const address = new URL(`${encodeURIComponent(lesson)}.html`, src);
    address.searchParams.set("only", cell);
    this.#frame.src = address.href;
    this.#frame.title = this.getAttribute("title") ?? "A live cell of Breaking Symmetry";
    this.#frame.style.cssText = `display: block; width: 100%; height: ${FIRST_HEIGHT}px; border: 0;`;
    // A page in a frame takes its colours from it.
    if (theme === "dark" || theme === "light") this.#frame.style.colorScheme = theme;
    this.#frame.onload = () => {
      this.#wait ??= setTimeout(() => {
        this.#sayMissing(lesson);
      }, PATIENCE);
    };
    this.style.display = "block";
    this.replaceChildren(this.#frame);
    addEventListener("message", this.#hear);
  }

  disconnectedCallback(): void {
    removeEventListener("message", this.#hear);
    clearTimeout(this.#wait);
    this.#wait = undefined;
  }

  /** Where there is no lesson, nothing answers. */
  #sayMissing(lesson: string): void {
    const note = document.createElement("p");
    const link = Object.assign(document.createElement("a"), {
      href: new URL("index.html", src).href,
      textContent: "Breaking Symmetry",
    });
    note.append(
      `The lesson “${lesson}” of `,
      link,
      " could not be loaded: is this its name? Or does the page forbid frames (frame-src)?",
    );
    this.replaceChildren(note);
  }

  readonly #hear = ({ source, data }: MessageEvent<Partial<HeightMessage> | null>): void => {
    if (source !== this.#frame.contentWindow || data?.type !== HEIGHT) return;
    // It may have answered already when its frame says that it has loaded.
    clearTimeout(this.#wait);
    this.#frame.onload = null;
    if (Number(data.height) > 0) this.#frame.style.height = `${data.height}px`;
  };
}

// A page may load the script more than once.
if (!customElements.get("breaking-symmetry-cell"))
  customElements.define("breaking-symmetry-cell", EmbeddedCell);
