/** A lesson's page: its cells, the order in which they run, and what the bar above them says and does. */
import { plotlyFrom } from "../../../renderer/src/figure/plotly";
import { Channels } from "../channels";
import { place } from "../files";
import { KernelClient, type KernelState } from "../kernel-client";
import { STOPPED } from "../kernel-worker";
import type { Surroundings } from "../outputs";
import { Predictions } from "../predictions";
import type { Trouble } from "../store";
import { noteRun } from "./broken-run";
import { Cell } from "./cell";
import { download } from "./download";
import { Exercises } from "./exercises";
import { edits, store } from "./kept";
import { markdown } from "./markdown";
import { isOutdated, neededBy, spoiltBy } from "./needs";
import { notify, notifyFailure, retract, wordsOf } from "./notice";
import { editsWithoutCells } from "./old-edits";
import { copyCell, isOnly } from "./only";
import { prefetch } from "./prefetch";
import { resetLesson } from "./reset";
import { copyLink, openWithEdits, offerWhatLinkCarries } from "./sharing";

/** What the page says of its kernel. */
const STATES: Readonly<Record<KernelState, string>> = {
  asleep: "",
  starting: "Starting the kernel …",
  failed: "The kernel is not there.",
  idle: "",
  busy: "Running …",
  restarted: STOPPED,
};

/** What the page says when edits end with it. */
const TROUBLES: Readonly<Record<Trouble, string>> = {
  blocked: "This browser keeps nothing for this page. Download the lesson if you want to keep your edits.",
  full: "The browser's storage is full. Download the lesson if you want to keep your edits.",
};

const prefersStillness = matchMedia("(prefers-reduced-motion: reduce)");

export class Lesson {
  readonly kernel: KernelClient;
  readonly surroundings: Surroundings;
  isAwake = false;
  readonly #cells: readonly Cell[];
  readonly #status = document.querySelector<HTMLElement>("#kernel-state")!;
  #queue: Promise<unknown> = Promise.resolve();
  /** What a notice says of a kernel that has not come. */
  #failure = "";
  /** What the page says while a cell runs. */
  #activity = STATES.busy;

  constructor(main: HTMLElement) {
    const { notebook = "" } = main.dataset;
    const known = notebook.replace(".ipynb", ".cells.json");
    prefetch("kernel.js", known);
    this.kernel = new KernelClient(place, known, {
      message: (parent, type, content) => {
        if (type.startsWith("comm_")) this.surroundings.channels.receive(type, content);
        else this.#cells.find(({ id }) => id === parent)?.outputs.receive(type, content);
      },
      state: (state) => {
        this.#tell(state);
      },
    });
    const channels = new Channels((id, data) => {
      this.kernel.tell(id, { ...data });
    });
    let plotly: ReturnType<typeof plotlyFrom> | undefined;
    const loadPlotly = async () => (plotly ??= plotlyFrom(await place("plotly.js")))();
    this.surroundings = { plotly: loadPlotly, channels, markdown };
    this.#cells = [...main.querySelectorAll<HTMLElement>("section.cell")].map((node) => new Cell(node, this));
    this.markOutdated();
    edits.watch((id) => this.#cells.find((cell) => cell.id === id)?.refresh());
    const file = notebook.replace(".ipynb", "");
    store.onTrouble = (trouble) => {
      if (isOnly())
        notify("In this frame your edits are not kept.", {
          label: "Open the lesson with them",
          act: () => void openWithEdits(file, this.#cells),
        });
      else notify(TROUBLES[trouble]);
    };
    const withoutCells = editsWithoutCells(
      edits,
      this.#cells.map(({ id }) => id),
    );
    if (withoutCells) main.querySelector("h1")?.after(withoutCells);
    const predictions = new Predictions(main, store);
    const exercises = new Exercises(main, store);
    onClick("run-all", () => void this.runAll());
    onClick("stop", () => void this.kernel.interrupt());
    onClick("reset-all", () => {
      resetLesson(this.#cells, predictions, exercises);
    });
    const save = (): void => {
      const saved = download(notebook, this.#cells);
      saved.catch((error: unknown) => {
        notifyFailure(error, save);
      });
    };
    onClick("download", save);
    onClick("copy-link", () => void copyLink(file, this.#cells));
    onClick("copy-cell", () => void copyCell(main, file));
    offerWhatLinkCarries(main, file, this.#cells);
  }

  textsAbove(cell: Cell): string[] {
    return this.#cells.slice(0, this.#cells.indexOf(cell)).map(({ code }) => code);
  }

  /** A cell that has run becomes another: what it has changed is made anew when it is needed. */
  forget(cell: Cell): void {
    if (cell.isRun) for (const one of spoiltBy(cell, this.#cells)) one.isRun = false;
    cell.isRun = false;
  }

  /** Tells outputs that other code has shown than what stands there now. */
  markOutdated(): void {
    for (const cell of this.#cells) cell.isOutdated = isOutdated(cell, this.#cells);
  }

  /** Tells the reader something, until the kernel's state changes. */
  say(words: string): void {
    this.#status.textContent = words;
  }

  /** Tells the reader what takes its time, if it does, until it is done or has failed. */
  async sayDuring(words: string, task: Promise<unknown>): Promise<void> {
    const timer = setTimeout(() => {
      this.say(words);
    }, 200);
    await task.catch(() => undefined);
    clearTimeout(timer);
    if (this.#status.textContent === words) this.say("");
  }

  /** Runs a cell, and first those that it needs, of which films show their end at once. */
  runTo(cell: Cell): Promise<void> {
    return this.#enqueue([cell], async () => {
      const above = neededBy(cell, this.#cells);
      const untried = [...above, cell].filter(({ isUntried }) => isUntried);
      if (untried.length > 0) {
        notify("This runs what the link has brought, which you have not run yet.", {
          label: "Run it",
          act: () => {
            for (const one of untried) one.isUntried = false;
            void this.runTo(cell);
          },
        });
        return;
      }
      for (const [place, one] of above.entries()) {
        this.#activity = `Running what this cell needs: ${place + 1} of ${above.length} …`;
        if (!(await this.#run(one, { films: false, isSeen: !this.#isAsShipped(one) }))) return;
      }
      this.#activity = STATES.busy;
      await this.#run(cell, { films: !prefersStillness.matches });
    });
  }

  /** Runs all cells, from top to bottom. */
  runAll(): Promise<void> {
    for (const cell of this.#cells) cell.isUntried = false;
    return this.#enqueue(this.#cells, async () => {
      for (const [place, cell] of this.#cells.entries()) {
        this.#activity = `Running cell ${place + 1} of ${this.#cells.length} …`;
        if (!(await this.#run(cell, { films: false }))) return;
      }
    });
  }

  /** Does a task, which runs cells, after those before it. Where the kernel cannot be loaded, the reader may try again. */
  #enqueue(cells: readonly Cell[], task: () => Promise<void>): Promise<void> {
    for (const cell of cells) cell.isAwaited = true;
    const done = this.#queue
      .then(task)
      .catch((error: unknown) => {
        this.#failure = wordsOf(error);
        notifyFailure(error, () => void this.#enqueue(cells, task));
      })
      .finally(() => {
        for (const cell of cells) cell.isAwaited = false;
      });
    this.#queue = done;
    return done;
  }

  /** Whether a cell shows already what it would show if it were run. */
  #isAsShipped(cell: Cell): boolean {
    return cell.outputs.isStill && !cell.isEdited && this.isAsShippedAbove(cell);
  }

  /** Whether the code above a cell is the lesson's own. */
  isAsShippedAbove(cell: Cell): boolean {
    return !this.#cells.slice(0, this.#cells.indexOf(cell)).some(({ isEdited }) => isEdited);
  }

  async #run(
    cell: Cell,
    { films, isSeen = true }: { readonly films: boolean; readonly isSeen?: boolean },
  ): Promise<boolean> {
    await this.kernel.wake();
    cell.outputs.begin(!isSeen);
    cell.state = "running";
    cell.isRun = true;
    cell.shownBy = new Map(this.#cells.map(({ id, code }) => [id, code]));
    this.markOutdated();
    noteRun(true);
    const { status } = await this.kernel.execute(cell.id, cell.code, { films });
    noteRun(false);
    const counts = await cell.outputs.end();
    cell.isRun &&= status === "ok";
    cell.state = status === "ok" || !counts ? "" : "failed";
    return status === "ok";
  }

  #tell(state: KernelState): void {
    const isHeld = document.activeElement?.matches("#run-all, #stop") === true;
    document.documentElement.dataset.kernel = state;
    // One takes the place of the other, also under the keyboard.
    if (isHeld)
      [...document.querySelectorAll<HTMLElement>("#run-all, #stop")]
        .find((button) => button.checkVisibility())
        ?.focus({ preventScroll: true });
    this.isAwake = state === "idle" || state === "busy";
    if (this.isAwake) retract(this.#failure);
    if (state === "restarted") {
      for (const cell of this.#cells) cell.isRun = false;
      this.surroundings.channels.end(
        "The kernel was stopped. Run this cell again, and the controls move again.",
      );
    }
    this.say(state === "busy" ? this.#activity : STATES[state]);
  }
}

function onClick(id: string, act: () => void): void {
  document.querySelector(`#${id}`)?.addEventListener("click", act);
}
