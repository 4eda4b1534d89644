import { dress, heightOf, widthIn } from "./dress";
import type { Figure } from "./figure";
import { fit } from "./fit";
import { DRAWN } from "../handle/plane";
import { merge, type JsonObject } from "../json";
import { drawLightly, lightChange } from "./light";
import { accessibleName } from "./names";
import { type Palette, currentPalette, onThemeChange } from "./palette";
import type { Plotly, PlotElement, PlotlyFigure } from "./plotly";
import { shadedFor } from "./shades";
import { turn } from "./turns";
import { lostZooms } from "./zoom";

/** A figure in the page: drawn when there is room for it, drawn anew when it, the theme or the room changes. */
export class FigureView {
  readonly #host: HTMLElement;
  readonly #load: () => Promise<Plotly>;
  readonly #onError: (error: unknown) => void;
  readonly #fit: typeof fit;
  readonly #plot: PlotElement = document.createElement("div");
  readonly #resizes: ResizeObserver;
  readonly #endThemeWatch: () => void;
  #figure: Figure | undefined;
  #drawn: { readonly figure: Figure; readonly width: number; readonly palette: Palette } | undefined;
  #stale = false;
  /** How often the zoom of an axis was given up, by the name of the axis. */
  readonly #lostZooms = new Map<string, number>();
  /** Whether something has been drawn that the page has not shown yet. */
  #isAhead = false;
  #work: Promise<void> | undefined;
  #plotly: Plotly | undefined;
  #disposed = false;

  /** @param fitIn - how a figure is drawn in so many pixels */
  constructor(
    host: HTMLElement,
    load: () => Promise<Plotly>,
    onError: (error: unknown) => void,
    fitIn: typeof fit = fit,
  ) {
    this.#fit = fitIn;
    this.#host = host;
    this.#load = load;
    this.#onError = onError;
    host.classList.add("bs-figure");
    this.#plot.setAttribute("role", "figure");
    this.#plot.tabIndex = 0;
    host.replaceChildren(this.#plot);
    this.#resizes = new ResizeObserver(() => void this.#onResize());
    this.#resizes.observe(host);
    this.#endThemeWatch = onThemeChange(() => void this.#redraw());
  }

  /** Draws the figure, or keeps it for when the host is shown. Of figures that come faster than they can be drawn, the latest wins. */
  async show(figure: Figure): Promise<void> {
    this.#figure = figure;
    this.#plot.setAttribute("aria-label", accessibleName(figure));
    this.#plot.style.minHeight = `${heightOf(this.#fit(figure, this.#host.clientWidth))}px`; // so that the page below stays where it is
    await this.#redraw();
  }

  /** Calls back when the reader zooms, or hides a trace. */
  onZoom(callback: () => void): void {
    for (const event of ["plotly_relayout", "plotly_restyle"]) this.#plot.on?.(event, callback);
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
    await turn();
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
    const width = widthIn(this.#host.clientWidth, given);
    const palette = currentPalette();
    const figure = shadedFor(palette, this.#fit(given, width));
    const before = this.#drawn;
    const isAlike = before?.width === width && before.palette === palette;
    const light = isAlike ? lightChange(before.figure, figure) : undefined;
    this.#drawn = { figure, width, palette };
    if (light) await drawLightly(this.#plot, light, figure, plotly);
    else {
      await plotly.react(this.#plot, this.#zoomed(dress(figure, palette, this.#host.clientWidth)));
      this.#tell();
      // The reader has zoomed.
      if (!before) this.#plot.on?.("plotly_relayout", this.#tell);
    }
  }

  /** Tells what lies upon the figure that it is drawn anew. */
  readonly #tell = (): void => {
    this.#host.dispatchEvent(new Event(DRAWN, { bubbles: true }));
  };

  /** A figure drawn anew keeps the reader's zoom of each axis, as long as there is something to see in it. */
  #zoomed({ layout, ...figure }: PlotlyFigure): PlotlyFigure {
    for (const axis of lostZooms(this.#plot.layout ?? {}, { ...figure, layout }))
      this.#lostZooms.set(axis, (this.#lostZooms.get(axis) ?? 0) + 1);
    const revised = [...this.#lostZooms].map(([axis, count]): [string, JsonObject] => [
      axis,
      { uirevision: `${JSON.stringify(layout.uirevision)} ${count}` },
    ]);
    return { ...figure, layout: merge(layout, Object.fromEntries(revised)) };
  }
}
