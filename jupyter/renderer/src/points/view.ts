import { Drawing } from "./drawing";
import { type Gestures, listenTo } from "./gestures";
import { commandOf, isOwnKey } from "./keys";
import { pointsMarkup } from "./markup";
import { codeOf, type Label, type Plane, type Point } from "./plane";
import { PlanePicture } from "./svg";

let count = 0;

/** A plane in the page in which the reader draws points: with a pointer, a finger or the keyboard. */
export class PointsView {
  readonly node = document.createElement("div");
  readonly #drawing: Drawing;
  readonly #picture: PlanePicture;
  readonly #start: readonly Point[];
  readonly #tell: (points: readonly Point[]) => void;
  readonly #status: HTMLElement;
  readonly #code: HTMLTextAreaElement;
  readonly #modes: readonly HTMLInputElement[];
  #isScheduled = false;
  /** What a drag has done so far; it is said at its end. */
  #moved = "";

  /** @param tell - is told the points whenever the reader has changed them, at most once for each picture of the screen */
  constructor(plane: Plane, tell: (points: readonly Point[]) => void) {
    this.node.className = "bs-points";
    this.node.innerHTML = pointsMarkup(plane);
    this.#drawing = new Drawing(plane);
    this.#picture = new PlanePicture(this.node.querySelector("svg")!, plane.limits);
    this.#start = plane.points;
    this.#tell = tell;
    this.#status = this.node.querySelector("[role=status]")!;
    this.#code = this.node.querySelector("textarea")!;
    this.#modes = [...this.node.querySelectorAll("input")];
    this.#name();
    this.#listen();
    this.#draw();
  }

  /** Shows other points, such as another view of the plane has made. */
  show(points: readonly Point[]): void {
    this.#drawing.replace(points);
    this.#draw();
  }

  /** Whether the reader can draw: without the kernel that made it, the plane is a still picture. */
  set isLive(isLive: boolean) {
    this.node.toggleAttribute("inert", !isLive);
  }

  /** Names what belongs together. */
  #name(): void {
    const keys = this.node.querySelector(".bs-points-keys")!;
    keys.id = `bs-points-keys-${++count}`;
    this.#picture.node.setAttribute("aria-describedby", keys.id);
    for (const input of this.#modes) input.name = `bs-points-${count}`;
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
    for (const input of this.#modes)
      input.addEventListener("change", () => {
        if (input.value !== "") this.#drawing.label = Number(input.value) as Label;
      });
    const acts: Readonly<Record<string, () => string>> = {
      Undo: () => this.#drawing.undo(),
      Clear: () => this.#drawing.replace([]),
      Reset: () => this.#drawing.replace(this.#start),
    };
    for (const button of this.node.querySelectorAll("button"))
      button.addEventListener("click", () => {
        this.#do(acts[button.textContent]!);
      });
    this.#code.addEventListener("focus", () => {
      this.#code.select();
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
