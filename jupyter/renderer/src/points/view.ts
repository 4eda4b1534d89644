import { Drawing } from "./drawing";
import { type Gestures, listenTo } from "./gestures";
import { commandOf, isOwnKey } from "./keys";
import { codeOf, type Label, type Place, type Plane, type Point } from "./plane";
import { PlanePicture } from "./svg";
import { button, codeBox, mode } from "./tools";

const KEYS =
  "Click to add a point, drag it to move it. Keys: arrows move (Shift: farther), Enter adds, [ and ] go from point to point, " +
  "Delete removes, 0 and 1 choose the class, Ctrl+Z undoes.";
const BY_FINGER = "Tap to add a point; drag a point to move it.";

let count = 0;

/** A plane in the page in which the reader draws points: with a pointer, a finger or the keyboard. */
export class PointsView {
  readonly node = document.createElement("div");
  readonly #drawing: Drawing;
  readonly #picture: PlanePicture;
  readonly #start: readonly Point[];
  readonly #tell: (points: readonly Point[]) => void;
  readonly #status = document.createElement("p");
  readonly #code = document.createElement("textarea");
  readonly #modes: HTMLInputElement[];
  #isScheduled = false;
  /** What a drag has done so far; it is said at its end. */
  #moved = "";

  /** @param tell - is told the points whenever the reader has changed them, at most once for each picture of the screen */
  constructor(plane: Plane, tell: (points: readonly Point[]) => void) {
    this.#drawing = new Drawing(plane);
    this.#picture = new PlanePicture(plane.limits);
    this.#start = plane.points;
    this.#tell = tell;
    this.#modes = [mode("● class 0", 0), mode("◆ class 1", 1), mode("✕ remove", undefined)];
    this.node.className = "bs-points";
    this.node.append(this.#plane(plane.label), this.#tools(plane.label));
    this.#nameModes();
    this.#listen();
    this.#draw();
  }

  /** Shows other points, such as another view of the plane has made. */
  show(points: readonly Point[]): void {
    this.#drawing.replace(points);
    this.#draw();
  }

  /** Adds a point, as a click there does. */
  add(place: Place): void {
    this.#do(() => this.#drawing.add(place));
  }

  /** Whether the reader can draw: without the kernel that made it, the plane is a still picture. */
  set isLive(isLive: boolean) {
    this.node.toggleAttribute("inert", !isLive);
  }

  #plane(label: string): SVGElement {
    const { node } = this.#picture;
    node.setAttribute("class", "bs-points-plane");
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "application");
    node.setAttribute("aria-label", `${label}: a plane to draw points of two classes in`);
    return node;
  }

  #tools(label: string): HTMLElement {
    const tools = document.createElement("div");
    tools.className = "bs-points-tools";
    const modes = document.createElement("div");
    modes.setAttribute("role", "radiogroup");
    modes.setAttribute("aria-label", "A click makes");
    modes.append(...this.#modes.map((input) => input.parentElement!));
    const title = document.createElement("strong");
    title.textContent = label;
    tools.append(
      title,
      modes,
      ...this.#words(),
      button("Undo", () => this.#drawing.undo(), this.#do),
      button("Clear", () => this.#drawing.replace([]), this.#do),
      button("Reset", () => this.#drawing.replace(this.#start), this.#do),
      codeBox(this.#code),
    );
    return tools;
  }

  #words(): HTMLElement[] {
    const keys = document.createElement("p");
    keys.id = `bs-points-keys-${++count}`;
    keys.textContent = matchMedia("(pointer: coarse)").matches ? BY_FINGER : KEYS;
    this.#picture.node.setAttribute("aria-describedby", keys.id);
    this.#status.setAttribute("role", "status");
    return [keys, this.#status];
  }

  #nameModes(): void {
    for (const input of this.#modes) {
      input.name = `bs-points-${count}`;
      input.addEventListener("change", () => {
        if (input.value !== "") this.#drawing.label = Number(input.value) as Label;
      });
    }
    this.#modes[0]!.checked = true;
  }

  get #removes(): boolean {
    return this.#modes.at(-1)!.checked;
  }

  #listen(): void {
    const { node } = this.#picture;
    listenTo(node, this.#gestures);
    node.addEventListener("keydown", (event) => {
      const command = commandOf(event) ?? this.#modeOf(event);
      if (!command) return;
      event.preventDefault();
      this.#do(() => command(this.#drawing));
    });
    // A page around that has shortcuts must not take these for them.
    this.node.addEventListener("keydown", (event) => {
      if (isOwnKey(event) && event.key !== "Tab") event.stopPropagation();
    });
  }

  /** The keys 0 and 1 choose the class that is added. */
  #modeOf(event: KeyboardEvent): (() => string) | undefined {
    const input = isOwnKey(event) && this.#modes.find(({ value }) => value === event.key);
    if (!input) return undefined;
    return () => {
      input.click();
      return `Class ${event.key} is added from now on.`;
    };
  }

  /** A point is dragged; a click elsewhere adds one, or removes one where that is chosen. */
  readonly #gestures: Gestures = {
    grab: (event) => {
      const index = this.#removes ? undefined : this.#hit(event);
      if (index === undefined) return false;
      this.#do(() => this.#drawing.select(index));
      return true;
    },
    drag: (event) => {
      this.#moved = this.#drawing.moveTo(this.#picture.placeOf(event));
      this.#changed();
    },
    drop: () => {
      this.#say(this.#moved);
    },
    click: (event) => {
      const index = this.#hit(event);
      if (index !== undefined) this.#do(() => this.#drawing.remove(index));
      else if (!this.#removes) this.#do(() => this.#drawing.add(this.#picture.placeOf(event)));
    },
  };

  #hit(event: PointerEvent): number | undefined {
    return this.#picture.hit(event, this.#drawing.points);
  }

  readonly #do = (act: () => string): void => {
    const before = this.#drawing.points;
    this.#say(act());
    if (before === this.#drawing.points) this.#draw();
    else this.#changed();
  };

  #say(sentence: string): void {
    this.#status.textContent = sentence;
  }

  #changed(): void {
    this.#draw();
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#tell(this.#drawing.points);
    });
  }

  #draw(): void {
    const { points, selected, cursor } = this.#drawing;
    this.#picture.draw(points, selected, cursor);
    this.#code.value = codeOf(points);
  }
}
