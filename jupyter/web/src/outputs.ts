/** What a cell shows, in the order in which it comes: at first what the build has put there, then what each run shows. */
import type { Content } from "../../kernel/common/messages";
import type { Plotly } from "../../renderer/src/figure/plotly";
import type { ControlsPanel } from "../../renderer/src/panel/panel";
import type { ControlValue } from "../../renderer/src/panel/value";
import type { Channels } from "./channels";
import type { SharedValue } from "./share";
import { Slot } from "./slot";

/** What a control of these outputs is set to. */
export type PlacedValue = Omit<SharedValue, "id">;

/** What outputs need of the page. */
export interface Surroundings {
  readonly plotly: () => Promise<Plotly>;
  readonly channels: Channels;
  readonly markdown: (text: string) => Promise<string>;
}

export class Outputs {
  readonly #node: HTMLElement;
  readonly #page: Surroundings;
  readonly #run: () => Promise<void>;
  readonly #slots: Slot[];
  /** Copies of what the build has put there, from the first run on. */
  #shipped: readonly HTMLElement[] | undefined;
  /** How many of them the present run has filled. */
  #filled = 0;
  /** What controls are to be set to, by the place where the next run brings them. */
  readonly #values = new Map<number, ReadonlyMap<string, ControlValue>>();
  readonly #displays = new Map<string, Slot>();
  #clearNext = false;
  /** Whether what the build has put there stays, and what the run shows, which is the same, is passed over. */
  #isKept = false;
  /** Whether what the last run still shows is passed over, since the shipped outputs stand there again. */
  #isOver = false;

  /** @param run - runs the cell */
  constructor(node: HTMLElement, page: Surroundings, run: () => Promise<void>) {
    this.#node = node;
    this.#page = page;
    this.#run = run;
    this.#slots = [...node.children].map((child) => new Slot(asDisplay(child), page, run));
    this.#filled = this.#slots.length;
  }

  /** Whether it shows what the build has put there, which is what the cell shows as it was shipped. */
  get isStill(): boolean {
    return this.#node.classList.contains("still") && this.#slots.length > 0;
  }

  /** What a run has shown, as a notebook keeps it; undefined if what the build has put there stands there. */
  get kept(): Content[] | undefined {
    if (this.#node.classList.contains("still")) return undefined;
    return this.#slots.map(({ kept }) => kept).filter((one) => one !== undefined);
  }

  /** What its controls are set to. */
  get values(): PlacedValue[] {
    return this.#valuesOf(({ values }) => values);
  }

  /** Sets controls, those that are there and those that the next run brings. Runs nothing. */
  set values(values: readonly PlacedValue[]) {
    this.#values.clear();
    for (const { place, name, value } of values)
      this.#values.set(place, new Map(this.#values.get(place)).set(name, value));
    for (const [place, them] of this.#values) this.#slots[place]?.fill(them);
  }

  /** What its controls are set to, where that is not what they began with. */
  get changedValues(): PlacedValue[] {
    return this.#valuesOf(({ changed }) => changed);
  }

  #valuesOf(read: (panel: ControlsPanel) => ReadonlyMap<string, ControlValue>): PlacedValue[] {
    return this.#slots.flatMap(({ panel }, place) =>
      [...(panel ? read(panel) : [])].map(([name, value]) => ({ place, name, value })),
    );
  }

  /**
   * A run begins: what it shows takes the place of what is there.
   *
   * @param isKept - whether what is there stays, unless the run fails
   */
  begin(isKept = false): void {
    this.#isKept = isKept;
    this.#isOver = false;
    if (isKept) return;
    this.#shipped ??= this.#slots.map(({ copy }) => copy);
    // What a run shows for a while, such as a bar, may be lower than what stood there.
    this.#node.style.minHeight = `${this.#node.offsetHeight}px`;
    this.#refill();
    this.#node.classList.add("old");
  }

  /** A run has ended: what it has not shown again goes. @returns whether what it has shown counts */
  async end(): Promise<boolean> {
    if (this.#isKept) return true;
    this.#trim();
    await Promise.all(this.#slots.map(({ isSet }) => isSet));
    this.#node.style.minHeight = "";
    return !this.#isOver;
  }

  /**
   * Takes back what runs have shown, also what one that has not ended will show.
   *
   * @param isAsShipped - whether what the build has put there comes back; else it is empty
   */
  restore(isAsShipped: boolean): void {
    if (!this.#shipped) return;
    this.#refill();
    this.#trim();
    this.#isOver = true;
    if (!isAsShipped) return;
    const copies = this.#shipped.map((shipped) => shipped.cloneNode(true) as HTMLElement);
    this.#node.append(...copies);
    this.#node.classList.add("still");
    this.#slots.push(...copies.map((copy) => new Slot(copy, this.#page, this.#run)));
    this.#filled = this.#slots.length;
  }

  #refill(): void {
    this.#displays.clear();
    this.#clearNext = false;
    this.#filled = 0;
    this.#node.classList.remove("still");
  }

  #trim(): void {
    this.#node.classList.remove("old");
    for (const slot of this.#slots.splice(this.#filled)) slot.remove();
  }

  /** Takes a message of the cell's run. */
  receive(type: string, content: Content): void {
    if (this.#isOver) return;
    if (this.#isKept) {
      if (type !== "error") return;
      this.begin();
    }
    if (type === "clear_output") {
      this.#clearNext = content.wait === true;
      if (!this.#clearNext) this.#clear();
      return;
    }
    const id = (content.transient as { display_id?: string } | undefined)?.display_id;
    if (type === "update_display_data") {
      this.#displays.get(id ?? "")?.show(content.data as Content);
      return;
    }
    if (this.#clearNext) this.#clear();
    if (type === "stream") this.#write(String(content.name), String(content.text));
    else if (type === "error") this.#next().showError((content.traceback as string[]).join("\n"), content);
    else if (type === "display_data" || type === "execute_result") {
      const slot = this.#next();
      if (id !== undefined) this.#displays.set(id, slot);
      slot.show(content.data as Content);
    }
  }

  #clear(): void {
    this.#refill();
    this.#trim();
  }

  #next(): Slot {
    this.#node.classList.remove("old");
    const known = this.#slots[this.#filled++];
    if (known) return known;
    const node = document.createElement("div");
    node.className = "display";
    const slot = new Slot(node, this.#page, this.#run);
    const values = this.#values.get(this.#slots.length);
    if (values) slot.fill(values);
    this.#slots.push(slot);
    this.#node.append(node);
    return slot;
  }

  #write(name: string, text: string): void {
    if (this.#slots[this.#filled - 1]?.write(name, text)) return;
    const slot = this.#next();
    slot.showStream(name);
    slot.write(name, text);
  }
}

/** What the build has shown stands in a place of its own. */
function asDisplay(child: Element): HTMLElement {
  if (child.matches(".display")) return child as HTMLElement;
  const node = document.createElement("div");
  node.className = "display";
  child.replaceWith(node);
  node.append(child);
  return node;
}
