/** Readers, their windows and the kernel, with what a reader does, and what is to be seen of it by then. */
import assert from "node:assert/strict";
import { mock } from "node:test";
import { House } from "./house";
import { Cell, KINDS, seenOf, type Values } from "./lesson";
import { Lab, LessonPage, StockFrontEnd } from "./windows";

const STOPPED = "KeyboardInterrupt: ";

type Page = Lab | LessonPage | StockFrontEnd;

const FRONT_ENDS: readonly (new (house: House) => Page)[] = [Lab, LessonPage, StockFrontEnd];

/** A reader's room: a kernel, the cell as it was run last, and the windows that show it. */
export class Room {
  #house = new House();
  #cell!: Cell;
  readonly #due: (() => void)[] = [];
  readonly #start: number;
  #windows: Page[] = [];
  /** Windows that show what an earlier kernel or run has left. */
  #left: Page[] = [];
  #values!: Values;
  /** Whether the text that stands in the box is none that can be read. */
  #isMistyped = false;
  /** Whether a drawing may have set the size by itself. */
  #isSizeSet = false;
  /** Whether the stop button has ended something since the values have changed. */
  #isStopped = false;

  /**
   * @param frontEnd - the place of the front end among those there are
   * @param start - the kind of drawing at first
   */
  constructor(frontEnd: number, start: number) {
    this.#start = start;
    this.#windows = [new FRONT_ENDS[frontEnd]!(this.#house)];
    this.runCell();
  }

  runCell(): void {
    const [first, ...others] = this.#windows;
    this.#left = others;
    this.#windows = [first!];
    const cell = (this.#cell = new Cell(this.#house, this.#start, this.#due));
    this.#house.run(cell.run, (name) => {
      first!.execute(name);
    });
    this.#values = { kind: this.#start, size: 30, word: "a" };
    this.#isMistyped = this.#isSizeSet = this.#isStopped = false;
  }

  enter(window: number, name: keyof Values, value: unknown): void {
    this.#take(name, value);
    this.#at(window).enter(name, { value });
  }

  set(changed: Partial<Values>): void {
    const it = this.#cell.it!;
    const isFine = Object.entries(changed).every(([name, value]) => isValue(name, value));
    if (!isFine)
      assert.throws(() => {
        it.set(changed);
      }, /out of range|does not fit/);
    else {
      for (const [name, value] of Object.entries(changed)) this.#take(name as keyof Values, value);
      it.set(changed);
    }
  }

  reset(window: number): void {
    for (const [name, value] of Object.entries({ kind: this.#start, size: 30, word: "a" }))
      this.#take(name as keyof Values, value);
    this.#at(window).reset();
  }

  rest(): Promise<void> {
    return rest();
  }

  /** Longer than a drawing may keep others waiting. */
  wait(): void {
    mock.timers.tick(3000);
  }

  /** Ends what takes long. */
  finish(): void {
    for (const end of this.#due.splice(0)) end();
  }

  interrupt(): void {
    if (this.#house.interrupt()) this.#isStopped = true;
  }

  openWindow(): void {
    const [first] = this.#windows;
    if (first instanceof Lab) this.#windows.push(Lab.opening(first));
  }

  reload(window: number): void {
    const page = this.#at(window);
    if (!(page instanceof Lab)) return;
    page.close();
    this.#windows[this.#windows.indexOf(page)] = Lab.opening(page);
  }

  /** A new kernel; a page of the last one is opened anew, and finds nobody. */
  restart(): void {
    const [first] = this.#windows;
    this.end();
    this.#house = new House();
    if (first instanceof Lab) {
      this.#windows = [Lab.opening(first, this.#house)];
      assert.equal(this.#windows[0]!.isGone, true, "a page whose kernel is gone is told");
    } else this.#windows = [new (FRONT_ENDS.find((kind) => first instanceof kind)!)(this.#house)];
    this.runCell();
  }

  /** The end of the kernel, and of all that it had to do. */
  end(): void {
    this.#house.end();
  }

  /** After all that is due, and the patience with what never ends. */
  async check(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      this.finish();
      await rest();
      this.wait();
      await rest();
    }
    const { kind, size, word } = this.#cell.it!.values;
    this.#followSetting(kind, size);
    assert.deepEqual({ kind, size, word }, this.#values, "the kernel has the values that were entered");
    for (const window of this.#windows) this.#checkWindow(window);
    for (const window of this.#left) this.#checkLeft(window);
  }

  /** What the drawings that set controls make of the values; one that was stopped may not have set any. */
  #followSetting(kind: number, size: number): void {
    if (this.#isSizeSet && [2, 3].includes(size)) this.#values = { ...this.#values, size };
    const { sets, seen } = KINDS[this.#values.kind]!;
    const isHeldBack = this.#isStopped && kind === this.#values.kind;
    if (sets && !seen && !isHeldBack) this.#values = { ...this.#values, kind: 0 };
  }

  #checkWindow(window: Page): void {
    const { word, ...numbers } = window.values;
    assert.deepEqual(numbers, { kind: this.#values.kind, size: this.#values.size });
    if (!this.#isMistyped) assert.equal(word, this.#values.word);
    if (this.#isStopped && window.seen[0]?.startsWith(STOPPED)) return;
    const expected = seenOf(this.#values);
    if (expected) assert.deepEqual(window.seen, expected, "what is shown belongs to the values shown");
    assert.equal(window.isDrawn, window instanceof StockFrontEnd || expected !== undefined);
  }

  /** Controls that an earlier run has left are told that they are, as soon as they are moved. */
  #checkLeft(window: Page): void {
    window.enter("kind", { value: 1 });
    assert.equal(window.isGone, true);
  }

  #at(window: number): Page {
    return this.#windows[window % this.#windows.length]!;
  }

  /** Notes a value that is about to be given to the kernel. */
  #take(name: keyof Values, value: unknown): void {
    if (name === "word") this.#isMistyped = !isValue(name, value);
    if (!isValue(name, value)) return;
    // A drawing may have set it already, and then nothing is drawn anew.
    if (this.#cell.it!.values[name] !== value) this.#isStopped = false;
    this.#values = { ...this.#values, [name]: value };
    const { sets, seen } = KINDS[this.#values.kind]!;
    if (sets && seen) this.#isSizeSet = true;
  }
}

function isValue(name: string, value: unknown): boolean {
  if (name === "word") return /^[a-z]$/.test(String(value));
  const most = name === "kind" ? KINDS.length - 1 : 100;
  const least = name === "kind" ? 0 : 1;
  const isNumber = typeof value === "number" && value >= least && value <= most;
  return isNumber && (name !== "kind" || Number.isInteger(value));
}

/** Waits until nothing happens any more but by timers or what is due. */
async function rest(): Promise<void> {
  for (let quiet = 0, before = -1; quiet < 10; quiet++) {
    if (House.published !== before) quiet = 0;
    before = House.published;
    await turn();
  }
}

/** Each message comes in a turn of its own. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
