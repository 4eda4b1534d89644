/** A cell of a lesson's page: its code, its buttons and its outputs. */
import { fingerprint } from "../fingerprint";
import { KEYS } from "../keys";
import { Outputs } from "../outputs";
import type { SharedEdit } from "../share";
import { Code } from "./code";
import { focusOn } from "./focus";
import { edits } from "./kept";
import type { Lesson } from "./lesson";
import { markdown } from "./markdown";
import { notifyFailure } from "./notice";
import { asideNote, outdatedNote } from "./old-edits";

export class Cell {
  readonly id: string;
  readonly outputs: Outputs;
  /** The cells above that it needs; undefined for all. */
  readonly needs: ReadonlySet<string> | undefined;
  /** The names that its own code declares or changes; undefined if any. */
  readonly gives: ReadonlySet<string> | undefined;
  readonly #node: HTMLElement;
  readonly #lesson: Lesson;
  /** The lesson's own code. */
  readonly original: string;
  readonly #code: Code;
  /** Whether the kernel has run it, as it is now. */
  isRun = false;
  /** What stood in each cell, by its id, when this one has shown what stands there; undefined if that was shipped. */
  shownBy: ReadonlyMap<string, string> | undefined;
  /** What a link has brought, as long as the cell shows it: what the reader has made of it stays kept. */
  #borrowed: { readonly text: string; readonly adopted: () => void } | undefined;

  constructor(node: HTMLElement, lesson: Lesson) {
    this.#node = node;
    this.#lesson = lesson;
    this.id = node.dataset.id!;
    const [needs, gives] = [node.dataset.needs, node.dataset.gives].map((names) => names?.split(" "));
    this.needs = needs && new Set(needs);
    this.gives = gives && new Set(gives);
    const run = (): Promise<void> => {
      this.isUntried = false;
      return lesson.runTo(this);
    };
    const wake = (): Promise<void> => lesson.runTo(this);
    this.outputs = new Outputs(node.querySelector(".outputs")!, lesson.surroundings, wake);
    const code = node.querySelector<HTMLElement>("pre.code")!;
    this.original = code.textContent;
    this.#code = new Code(code, `Cell ${this.id}`, {
      run: () => void run(),
      format: () => void this.#code.format(),
      reformat: (source) => lesson.kernel.format(source),
      say: (words) => {
        lesson.say(words);
      },
      changed: (text) => {
        lesson.forget(this);
        if (!this.#borrowed) edits.keep(this.id, text, this.original);
        // What the reader makes of what a link has brought is their own. Undo only takes it back.
        else if (![this.#borrowed.text, this.#kept, this.original].includes(text)) this.adopt();
        this.#mark();
        lesson.markOutdated();
      },
      // That it cannot be loaded is said when the cell is run.
      focused: () => void lesson.kernel.wake().catch(() => undefined),
      complete: (source, cursor) => lesson.kernel.complete(source, cursor, lesson.textsAbove(this)),
      sayDuring: (words, task) => void lesson.sayDuring(words, task),
      diagnose: (source) => lesson.kernel.diagnose(source, lesson.textsAbove(this)),
      document: async (source, cursor) => {
        if (!lesson.isAwake) return undefined;
        const { found, data } = await lesson.kernel.inspect(source, cursor, lesson.textsAbove(this));
        const text = (data as Record<string, string> | undefined)?.["text/markdown"];
        return found === true && text !== undefined ? markdown(text) : undefined;
      },
    });
    if (this.#kept !== this.original) this.#code.restore(this.#kept);
    if (edits.of(this.id, this.original)?.isOutdated === true) this.#offerBoth();
    this.#offerAside();
    const keys = Object.assign(document.createElement("span"), { className: "keys", textContent: KEYS });
    node.querySelector(".tools")!.append(keys);
    const runs = node.querySelector<HTMLElement>(".run")!;
    runs.addEventListener("click", () => void run());
    node.querySelector(".format")!.addEventListener("click", () => void this.#code.format());
    node.querySelector(".reset")!.addEventListener("click", () => {
      this.reset();
      // The button is gone with the edit.
      runs.focus({ preventScroll: true });
    });
    this.#mark();
  }

  get code(): string {
    return this.#code.text;
  }

  get isEdited(): boolean {
    return this.code !== this.original;
  }

  /** Shows the lesson's own code, and under it what that shows. */
  reset(): void {
    this.write(this.original);
    this.#node.querySelector(":scope > .old-edit:not(.aside)")?.remove();
    this.restore();
  }

  /** Puts a text in the place of its code. */
  write(text: string): void {
    if (this.code !== text) this.#code.text = text;
  }

  /** Takes back what runs have shown: it does not belong to the code any more. */
  restore(): void {
    this.outputs.restore(this.#lesson.isAsShippedAbove(this));
    this.shownBy = undefined;
    this.#lesson.markOutdated();
    this.state = "";
  }

  /** Whether it came with a link, and the reader has not said that it may run. */
  get isUntried(): boolean {
    return this.#node.classList.contains("untried");
  }

  set isUntried(isUntried: boolean) {
    this.#node.classList.toggle("untried", isUntried);
  }

  /** The heading that it stands under. */
  get heading(): string {
    const above = (one: Element): boolean =>
      (one.compareDocumentPosition(this.#node) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
    return [...document.querySelectorAll("main :is(h1, h2)")].filter(above).at(-1)?.textContent ?? "";
  }

  /** What a reader knows it by: its exercise, or its section. */
  get name(): string {
    return this.#node.closest(".exercise")?.querySelector("h3")?.textContent ?? this.heading;
  }

  /** What a link carries of it. */
  get sharedEdit(): SharedEdit | undefined {
    if (!this.isEdited) return undefined;
    return { id: this.id, text: this.code, from: this.mark };
  }

  /** A mark of the lesson's own text. */
  get mark(): string {
    return fingerprint(this.original);
  }

  /** Whether the browser keeps an edit of the reader's own. */
  get hasOwnEdit(): boolean {
    return edits.of(this.id, this.original) !== undefined;
  }

  /** Whether it shows what a link has brought. */
  get isBorrowed(): boolean {
    return this.#borrowed !== undefined;
  }

  /**
   * Shows what somebody else has made of it, in the editor, where Undo takes it back. Rejects if the editor cannot be loaded.
   *
   * @param adopted - called when it becomes the reader's own
   */
  async borrow(text: string, adopted: () => void): Promise<void> {
    await this.#code.open();
    this.#borrowed = { text, adopted };
    this.isUntried = true;
    this.#code.text = text;
    for (const fold of this.#node.querySelectorAll<HTMLDetailsElement>("details.source")) fold.open = true;
    const folded = this.#node.closest<HTMLDetailsElement>("details.folded");
    if (folded) folded.open = true;
  }

  /** Shows the reader's own again. */
  giveBack(): void {
    const isTried = this.isBorrowed && !this.isUntried;
    this.write(this.#kept);
    this.#borrowed = undefined;
    this.isUntried = false;
    this.#mark();
    if (isTried) this.restore();
  }

  /** What it shows is the reader's own from now on. What they had made of it before is set aside. */
  adopt(): void {
    const { adopted } = this.#borrowed ?? {};
    this.#borrowed = undefined;
    if (this.#kept !== this.code) edits.setAside(this.id, this.original);
    edits.keep(this.id, this.code, this.original);
    this.#offerAside();
    this.#mark();
    adopted?.();
  }

  scrollTo(): void {
    this.#node.scrollIntoView({ block: "start" });
    focusOn(this.#node);
  }

  /** Takes over what the reader has written in another window. */
  refresh(): void {
    if (!this.isBorrowed) this.write(this.#kept);
  }

  /** Whether it will be run: then what it shows for the first time has its place already. */
  set isAwaited(isAwaited: boolean) {
    this.#node.classList.toggle("awaited", isAwaited);
  }

  /** Whether other code has shown what stands there. */
  get isOutdated(): boolean {
    return this.#node.classList.contains("outdated");
  }

  set isOutdated(isOutdated: boolean) {
    this.#node.classList.toggle("outdated", isOutdated);
  }

  set state(state: "" | "running" | "failed") {
    this.#node.dataset.state = state;
  }

  /** What the reader has made of it; else what was shipped. */
  get #kept(): string {
    return edits.of(this.id, this.original)?.text ?? this.original;
  }

  #mark(): void {
    this.#node.classList.toggle("edited", this.isEdited);
    this.#node.classList.toggle("borrowed", this.isEdited && this.isBorrowed);
  }

  #offerBoth(): void {
    const take = (): void => {
      this.#inEditor(() => {
        this.reset();
      });
    };
    const keep = (): void => {
      edits.confirm(this.id, this.original);
    };
    this.#node.prepend(outdatedNote(this.original, take, keep));
  }

  #offerAside(): void {
    for (const old of this.#node.querySelectorAll(":scope > .aside")) old.remove();
    const notes = edits.aside(this.id).map((text) => {
      const forget = (): void => {
        edits.forgetAside(this.id, text);
      };
      const take = (): void => {
        this.#inEditor(() => {
          this.write(text);
          forget();
        });
      };
      return asideNote(text, take, forget);
    });
    this.#node.prepend(...notes);
  }

  /** In an editor, Undo brings back what the reader has there now. */
  #inEditor(act: () => void): void {
    this.#code.open().then(act, (error: unknown) => {
      notifyFailure(error, () => {
        this.#inEditor(act);
      });
    });
  }
}
