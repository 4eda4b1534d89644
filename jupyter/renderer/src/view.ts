import { type Control, moved, perform } from "./controls";
import { dress, heightOf, widthIn } from "./dress";
import type { Figure } from "./figure";
import { fit } from "./fit";
import { isObject } from "./json";
import { KeyboardControls } from "./keyboard";
import { drawLightly, lightChange } from "./light";
import { accessibleName } from "./names";
import { type Palette, currentPalette, onThemeChange } from "./palette";
import type { Plotly, PlotElement, PlotlyFigure } from "./plotly";

/** A figure in the page: drawn when there is room for it, drawn anew when it, the theme or the room changes. */
export class FigureView {
  readonly #host: HTMLElement;
  readonly #load: () => Promise<Plotly>;
  readonly #onError: (error: unknown) => void;
  readonly #plot: PlotElement = document.createElement("div");
  readonly #keyboard = new KeyboardControls(this.#plot);
  readonly #resizes: ResizeObserver;
  readonly #endThemeWatch: () => void;
  #figure: Figure | undefined;
  #drawn: { readonly figure: Figure; readonly width: number; readonly palette: Palette } | undefined;
  #stale = false;
  /** Whether something has been drawn that the page has not shown yet. */
  #isAhead = false;
  #work: Promise<void> | undefined;
  #plotly: Plotly | undefined;
  #disposed = false;

  constructor(host: HTMLElement, load: () => Promise<Plotly>, onError: (error: unknown) => void) {
    this.#host = host;
    this.#load = load;
    this.#onError = onError;
    host.classList.add("bs-figure");
    this.#plot.setAttribute("role", "figure");
    this.#plot.tabIndex = 0;
    host.replaceChildren(this.#plot, this.#keyboard.node);
    this.#resizes = new ResizeObserver(() => void this.#onResize());
    this.#resizes.observe(host);
    this.#endThemeWatch = onThemeChange(() => void this.#redraw());
  }

  /** Draws the figure, or keeps it for when the host is shown. Of figures that come faster than they can be drawn, the latest wins. */
  async show(figure: Figure): Promise<void> {
    this.#figure = figure;
    this.#plot.setAttribute("aria-label", accessibleName(figure));
    this.#plot.style.minHeight = `${heightOf(fit(figure, this.#host.clientWidth))}px`; // so that the page below stays where it is
    await this.#redraw();
  }

  dispose(): void {
    this.#disposed = true;
    this.#resizes.disconnect();
    this.#endThemeWatch();
    this.#plotly?.purge(this.#plot);
    this.#host.replaceChildren();
    this.#host.classList.remove("bs-figure");
  }

  async #onResize(): Promise<void> {
    const width = this.#host.clientWidth;
    const isDrawn = this.#drawn !== undefined && this.#drawn.width === widthIn(width, this.#drawn.figure);
    if (width > 0 && (this.#stale || !isDrawn)) await this.#redraw();
  }

  #redraw(): Promise<void> {
    this.#stale = true;
    this.#work ??= this.#catchUp()
      .catch(this.#onError)
      .finally(() => {
        this.#work = undefined;
      });
    return this.#work;
  }

  async #catchUp(): Promise<void> {
    this.#plotly ??= await this.#load();
    // A hidden host has no width, and texts in it no size: the resize observer calls again when it is shown.
    while (this.#stale && !this.#disposed && this.#figure !== undefined && this.#host.clientWidth > 0) {
      // Of figures that come before the next picture of the page, the last one is drawn.
      if (this.#isAhead) await new Promise(requestAnimationFrame);
      this.#stale = false;
      await this.#draw(this.#figure, this.#plotly);
      this.#isAhead = true;
      requestAnimationFrame(() => (this.#isAhead = false));
    }
  }

  async #draw(given: Figure, plotly: Plotly): Promise<void> {
    const isFirst = this.#drawn === undefined;
    const width = widthIn(this.#host.clientWidth, given);
    const figure = fit(given, width);
    const palette = currentPalette();
    const before = this.#drawn;
    const isAlike = before?.width === width && before.palette === palette;
    const light = isAlike ? lightChange(before.figure, figure) : undefined;
    if (light) {
      this.#drawn = { figure, width, palette };
      await drawLightly(this.#plot, light, figure, plotly);
      return;
    }
    const dressed = dress(figure, palette, this.#host.clientWidth);
    const kept = this.#keepControls(dressed);
    this.#drawn = { figure, width, palette };
    await plotly.react(this.#plot, dressed);
    for (const control of kept) await perform(control.choices[control.active]!, plotly, this.#plot);
    if (isFirst) this.#follow(plotly);
    this.#keyboard.update(plotly);
  }

  /** Puts sliders and menus of the next drawing where the reader has moved them. */
  #keepControls(next: PlotlyFigure): Control[] {
    if (this.#drawn === undefined || this.#plot.layout === undefined) return [];
    const kept = moved(this.#drawn.figure.layout, this.#plot.layout, next.layout);
    for (const { kind, index, active } of kept) {
      const described = next.layout[kind];
      const item = Array.isArray(described) ? described[index] : undefined;
      if (isObject(item)) item.active = active;
    }
    // Pressing “play” again at every drawing would never let it play.
    return kept.filter(
      ({ kind, choices, active }) => kind === "sliders" || choices[active]?.method !== "animate",
    );
  }

  #follow(plotly: Plotly): void {
    for (const event of ["plotly_sliderchange", "plotly_buttonclicked"]) {
      this.#plot.on?.(event, () => {
        this.#keyboard.update(plotly);
      });
    }
  }
}
