import { type Label, MOST, numberText, type Place, type Plane, type Point, snapped } from "./plane";

/** How far a key moves something, as a share of the plane; with Shift, five times as far. */
const STEP = 0.02;

/**
 * The points as they are drawn: what is selected, where the keyboard's cursor is, and how it was before. Each change says in a
 * sentence what it was.
 */
export class Drawing {
  readonly limits: Plane["limits"];
  /** The class of the points that are added. */
  label: Label = 0;
  #points: readonly Point[];
  #selected: number | undefined;
  #cursor: Place;
  readonly #before: (readonly Point[])[] = [];
  /** Whether the last change moved the selected point: moves that follow one another are undone together. */
  #isMoving = false;

  constructor({ points, limits }: Plane) {
    this.limits = limits;
    this.#points = points;
    this.#cursor = this.#snapped([(limits.x[0] + limits.x[1]) / 2, (limits.y[0] + limits.y[1]) / 2]);
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  get selected(): number | undefined {
    return this.#selected;
  }

  get cursor(): Place {
    return this.#cursor;
  }

  /** Adds a point of the chosen class where the place says, or at the cursor. */
  add(place: Place = this.#cursor): string {
    if (this.#points.length >= MOST) return `There is no room for more than ${MOST} points.`;
    this.#cursor = this.#snapped(place);
    this.#change([...this.#points, [...this.#cursor, this.label]]);
    return `Added a point of class ${this.label} ${this.#where()}. ${this.#count()}`;
  }

  select(index: number | undefined): string {
    this.#isMoving = false;
    this.#selected = index;
    const point = index === undefined ? undefined : this.#points[index];
    if (!point) return "No point is selected.";
    this.#cursor = [point[0], point[1]];
    return `Point ${index! + 1} of ${this.#points.length}: class ${point[2]} ${this.#where()}.`;
  }

  /** Goes from point to point, round and round. */
  next(step: 1 | -1): string {
    const count = this.#points.length;
    if (count === 0) return "There are no points.";
    const from = this.#selected ?? (step > 0 ? -1 : count);
    return this.select((from + step + count) % count);
  }

  /** Moves the cursor, and with it the point that is selected. */
  moveTo(place: Place): string {
    this.#cursor = this.#snapped(place);
    const selected = this.#selected;
    const point = selected === undefined ? undefined : this.#points[selected];
    if (!point) return `The cursor is ${this.#where()}.`;
    const moved = this.#points.map((old, k): Point => (k === selected ? [...this.#cursor, old[2]] : old));
    if (this.#isMoving) this.#points = moved;
    else this.#change(moved);
    this.#selected = selected;
    this.#isMoving = true;
    return `Moved ${this.#where()}.`;
  }

  /** Moves by a number of steps in each direction. */
  moveBy(right: number, up: number): string {
    const { x, y } = this.limits;
    const step = STEP * Math.max(x[1] - x[0], y[1] - y[0]);
    return this.moveTo([this.#cursor[0] + right * step, this.#cursor[1] + up * step]);
  }

  /** Removes a point: the one given, or the selected one. */
  remove(index = this.#selected): string {
    const point = index === undefined ? undefined : this.#points[index];
    if (!point) return "No point is selected.";
    this.#change(this.#points.filter((_, k) => k !== index));
    return `Removed a point of class ${point[2]}. ${this.#count()}`;
  }

  /** Puts other points in the place of all. */
  replace(points: readonly Point[]): string {
    if (JSON.stringify(points) !== JSON.stringify(this.#points)) this.#change(points);
    return this.#count();
  }

  undo(): string {
    const before = this.#before.pop();
    if (!before) return "There is nothing to undo.";
    this.#points = before;
    this.#selected = undefined;
    this.#isMoving = false;
    return `Undone. ${this.#count()}`;
  }

  #change(points: readonly Point[]): void {
    this.#before.push(this.#points);
    this.#points = points;
    this.#selected = undefined;
    this.#isMoving = false;
  }

  #snapped([x, y]: Place): Place {
    return [snapped(x, this.limits.x), snapped(y, this.limits.y)];
  }

  #where(): string {
    return `at ${numberText(this.#cursor[0])}, ${numberText(this.#cursor[1])}`;
  }

  #count(): string {
    const ones = this.#points.filter(([, , label]) => label === 1).length;
    return `${this.#points.length - ones} of class 0, ${ones} of class 1.`;
  }
}
