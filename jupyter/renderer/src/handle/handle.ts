/** A handle in a figure: an element that lies upon the picture, where its values are. */
import { listenTo } from "../points/gestures";
import { DRAWN, FIGURES, planeIn, type Plane } from "./plane";
import { type HandleState, movedBy, type Place, snapped } from "./state";

/** What holds the figures beside a control: the outputs of its cell. */
const OUTPUTS = ".jp-OutputArea, .outputs";

/** How far beyond the box of the axes, in pixels, a handle is still shown. */
const MARGIN = 12;

const handles = new Set<FigureHandle>();

/** When a figure has been drawn, the handles of its cell find their places in it. */
function onDrawn({ target }: Event): void {
  for (const handle of [...handles]) handle.follow(target as Element);
}

export class FigureHandle {
  /** What the reader takes hold of. */
  readonly grip = document.createElement("div");
  readonly #state: HandleState;
  /** A part of the control that stands in the panel. */
  readonly #anchor: Element;
  readonly #move: (place: Place) => void;
  readonly #frame = document.createElement("div");
  readonly #arrow = document.createElementNS("http://www.w3.org/2000/svg", "line");
  /** Tells when the panel is in the page, and when the figure has another size. */
  readonly #resizes = new ResizeObserver(() => {
    this.#attach();
  });
  #place: Place;
  #plane: Plane | undefined;
  #figure: Element | undefined;
  /** From the place where it was taken hold of to its middle, in pixels. */
  #grab: Place = [0, 0];

  /** @param move - is told where the reader has moved it */
  constructor(
    state: HandleState,
    label: string,
    place: Place,
    anchor: Element,
    move: (place: Place) => void,
  ) {
    this.#state = state;
    this.#anchor = anchor;
    this.#move = move;
    this.#place = place;
    this.#frame.className = "bs-handle";
    if (state.unit !== undefined) this.#frame.dataset.unit = String(state.unit);
    if (state.hasArrow) {
      const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      picture.setAttribute("aria-hidden", "true");
      picture.append(this.#arrow);
      this.#frame.append(picture);
    }
    this.#frame.append(this.grip);
    this.#describe(label);
    this.#listen();
    this.isLive = false;
    if (handles.size === 0) document.addEventListener(DRAWN, onDrawn);
    handles.add(this);
    this.#resizes.observe(anchor);
  }

  /** The hidden unit whose colour it has. */
  get unit(): number | undefined {
    return this.#state.unit;
  }

  /** Shows it where the kernel says. */
  show(place: Place): void {
    this.#place = place;
    this.#draw();
  }

  /** Whether the reader can move it: without the kernel that made it, it stands still. */
  set isLive(isLive: boolean) {
    this.#frame.toggleAttribute("inert", !isLive);
  }

  /** Finds its figure: the first of the cell that has its axes. */
  #attach(): void {
    const { sides } = this.#state;
    const figures = this.#anchor.closest(OUTPUTS)?.querySelectorAll(FIGURES) ?? [];
    for (const figure of figures) {
      const plane = planeIn(figure, [sides[0].axis, sides[1].axis]);
      if (!plane) continue;
      this.#plane = plane;
      this.#settleIn(figure);
      this.#draw();
      return;
    }
  }

  /** A figure was drawn. */
  follow(figure: Element): void {
    // The panel may have been taken out of the page, with another in its place.
    if (!this.#anchor.isConnected) this.#end();
    else if (this.#anchor.closest(OUTPUTS)?.contains(figure)) this.#attach();
  }

  #settleIn(figure: Element): void {
    if (figure === this.#figure && this.#frame.parentElement === figure) return;
    const hasFocus = document.activeElement === this.grip;
    figure.append(this.#frame);
    if (hasFocus) this.grip.focus();
    if (this.#figure) this.#resizes.unobserve(this.#figure);
    this.#figure = figure;
    this.#resizes.observe(figure);
  }

  #end(): void {
    if (!this.#figure) return; // not yet in the page
    handles.delete(this);
    this.#resizes.disconnect();
    this.#frame.remove();
  }

  #describe(label: string): void {
    const [x] = this.#state.sides;
    const { grip } = this;
    grip.className = "bs-handle-grip";
    grip.tabIndex = 0;
    grip.title = `${label}: drag it, or move it with the arrow keys`;
    for (const [name, value] of Object.entries({
      role: "slider",
      "aria-label": `${label}, in the figure`,
      "aria-valuemin": String(x.low),
      "aria-valuemax": String(x.high),
    }))
      grip.setAttribute(name, value);
  }

  #listen(): void {
    listenTo(this.grip, {
      grab: ({ clientX, clientY }) => {
        const { x, y, width, height } = this.grip.getBoundingClientRect();
        this.#grab = [x + width / 2 - clientX, y + height / 2 - clientY];
        this.grip.focus({ preventScroll: true });
        return true;
      },
      drag: ({ clientX, clientY }) => {
        const [right, down] = this.#grab;
        if (this.#plane) this.#moveTo(this.#plane.toValues(clientX + right, clientY + down));
      },
      drop: () => undefined,
      click: () => undefined,
    });
    this.grip.addEventListener("keydown", (event) => {
      const place = movedBy(event, this.#place, this.#state.sides);
      if (!place) return;
      event.preventDefault();
      event.stopPropagation();
      this.#moveTo(place);
    });
  }

  #moveTo(place: Place): void {
    const next = snapped(place, this.#state.sides);
    if (next.every((value, k) => value === this.#place[k])) return;
    this.show(next);
    this.#move(next);
  }

  #draw(): void {
    const { sides } = this.#state;
    const words = sides.map(({ name }, k) => `${name} ${String(this.#place[k])}`).join(", ");
    this.grip.setAttribute("aria-valuetext", words);
    this.grip.setAttribute("aria-valuenow", String(this.#place[0]));
    const plane = this.#plane;
    if (!plane) return;
    const { left, top, width, height } = plane.box;
    const [x, y] = plane.toPixels(this.#place);
    Object.assign(this.#frame.style, { left: px(left), top: px(top), width: px(width), height: px(height) });
    const isIn = x >= -MARGIN && y >= -MARGIN && x <= width + MARGIN && y <= height + MARGIN;
    this.#frame.classList.toggle("bs-outside", !isIn);
    if (!isIn) return;
    this.grip.style.transform = `translate(${x}px, ${y}px)`;
    if (this.#state.hasArrow) this.#drawArrow(plane.toPixels([0, 0]), [x, y]);
  }

  #drawArrow(from: Place, to: Place): void {
    for (const [name, value] of Object.entries({ x1: from[0], y1: from[1], x2: to[0], y2: to[1] }))
      this.#arrow.setAttribute(name, String(value));
  }
}

function px(length: number): string {
  return `${length}px`;
}
