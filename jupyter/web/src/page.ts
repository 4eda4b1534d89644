/** A lesson as a page: an article whose cells can be edited and run right there. */
import type { EditorView } from "@codemirror/view";
import { plotlyFrom } from "../../renderer/src/plotly";
import { addStyle } from "../../renderer/src/style";
import { Channels } from "./channels";
import { makeEditor } from "./editor";
import { place } from "./files";
import { KernelClient, type KernelState } from "./kernel-client";
import { hasMath, toHtml, type Typeset } from "./markdown";
import { Outputs, type Surroundings } from "./outputs";
import { Predictions } from "./predictions";

/** What the page says of its kernel. */
const STATES: Readonly<Record<KernelState, string>> = {
  asleep: "Run a cell to start.",
  starting: "Starting the kernel …",
  idle: "Ready.",
  busy: "Running …",
  restarted: "Stopped. The variables are gone: a cell runs those above it again.",
};

interface KaTeX {
  renderToString(tex: string, options: object): string;
}
declare global {
  interface Window {
    katex?: KaTeX;
  }
}

/** Loads the typesetter when the first formula has to be set. */
async function typesetter(): Promise<Typeset> {
  const typeset: Typeset = (tex, displayMode) =>
    window.katex!.renderToString(tex, { displayMode, output: "mathml", throwOnError: false });
  if (window.katex) return typeset;
  const script = document.createElement("script");
  script.src = await place("katex.js");
  return new Promise((resolve, reject) => {
    script.onload = () => {
      resolve(typeset);
    };
    script.onerror = () => {
      reject(new Error("Cannot load the typesetter"));
    };
    document.head.append(script);
  });
}

async function markdown(text: string): Promise<string> {
  const typeset = hasMath(text) ? await typesetter() : () => "";
  return toHtml(text, typeset);
}

const storageKey = `breaking-symmetry:${location.pathname}`;

/** The cells that the reader has changed, by id; kept in this browser. */
const edits = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Record<string, string>;

class Cell {
  readonly id: string;
  readonly outputs: Outputs;
  readonly #node: HTMLElement;
  readonly #original: string;
  readonly #editor: EditorView;
  /** Whether the kernel has run it, as it is now. */
  isRun = false;

  constructor(node: HTMLElement, lesson: Lesson) {
    this.#node = node;
    this.id = node.dataset.id!;
    this.outputs = new Outputs(node.querySelector(".outputs")!, lesson.surroundings);
    const code = node.querySelector("pre.code")!;
    this.#original = code.textContent!;
    this.#editor = makeEditor(edits[this.id] ?? this.#original, `Cell ${this.id}`, {
      run: () => void lesson.runTo(this),
      changed: (text) => {
        this.isRun = false;
        this.#keep(text);
      },
      focused: () => void lesson.kernel.wake(),
      complete: (source, cursor) => lesson.kernel.complete(source, cursor),
      document: async (source, cursor) => {
        if (!lesson.isAwake) return undefined;
        const { found, data } = await lesson.kernel.inspect(source, cursor);
        const text = (data as Record<string, string> | undefined)?.["text/markdown"];
        return found === true && text !== undefined ? markdown(text) : undefined;
      },
    });
    code.replaceWith(this.#editor.dom);
    node.querySelector(".run")!.addEventListener("click", () => void lesson.runTo(this));
    node.querySelector(".reset")!.addEventListener("click", () => {
      this.reset();
    });
    this.#mark();
  }

  get code(): string {
    return this.#editor.state.doc.toString();
  }

  get isEdited(): boolean {
    return this.id in edits;
  }

  reset(): void {
    const changes = { from: 0, to: this.#editor.state.doc.length, insert: this.#original };
    this.#editor.dispatch({ changes });
  }

  set state(state: "" | "running" | "failed") {
    this.#node.dataset.state = state;
  }

  #keep(text: string): void {
    if (text === this.#original) Reflect.deleteProperty(edits, this.id);
    else edits[this.id] = text;
    localStorage.setItem(storageKey, JSON.stringify(edits));
    this.#mark();
  }

  #mark(): void {
    this.#node.classList.toggle("edited", this.isEdited);
  }
}

class Lesson {
  readonly kernel: KernelClient;
  readonly surroundings: Surroundings;
  isAwake = false;
  readonly #cells: readonly Cell[];
  readonly #status = document.querySelector<HTMLElement>("#kernel-state")!;
  #queue: Promise<unknown> = Promise.resolve();

  constructor() {
    this.kernel = new KernelClient(place, {
      message: (parent, type, content) => {
        if (type.startsWith("comm_")) this.surroundings.channels.receive(content);
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
    this.#cells = [...document.querySelectorAll<HTMLElement>("section.cell")].map(
      (node) => new Cell(node, this),
    );
    const on = (name: string, act: () => void): void => {
      document.querySelector(`#${name}`)?.addEventListener("click", act);
    };
    on("run-all", () => void this.runTo(this.#cells.at(-1)!));
    on("stop", () => void this.kernel.interrupt());
    const predictions = new Predictions(document.querySelector("main")!);
    on("reset-all", () => {
      for (const cell of this.#cells) cell.reset();
      predictions.reset();
    });
    on("download", () => void this.#download());
    document.documentElement.dataset.ready = "true";
  }

  /** Runs a cell, and first those above it that the kernel does not know as they are now. */
  runTo(cell: Cell): Promise<void> {
    const run = this.#queue.then(async () => {
      const above = this.#cells.slice(0, this.#cells.indexOf(cell)).filter(({ isRun }) => !isRun);
      for (const one of [...above, cell]) if (!(await this.#run(one))) return;
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #run(cell: Cell): Promise<boolean> {
    await this.kernel.wake();
    cell.outputs.clear();
    cell.state = "running";
    cell.isRun = true;
    const { status } = await this.kernel.execute(cell.id, cell.code);
    cell.isRun &&= status === "ok";
    cell.state = status === "ok" ? "" : "failed";
    return status === "ok";
  }

  #tell(state: KernelState): void {
    this.isAwake = state === "idle" || state === "busy";
    if (state === "restarted") {
      for (const cell of this.#cells) cell.isRun = false;
      this.surroundings.channels.end(
        "The kernel was stopped. Run this cell again, and the controls move again.",
      );
    }
    this.#status.textContent = STATES[state];
  }

  /** The lesson as a notebook, with the reader's edits and without outputs. */
  async #download(): Promise<void> {
    const name = document.querySelector<HTMLElement>("main")!.dataset.notebook!;
    const response = await fetch(await place(name));
    const notebook = (await response.json()) as {
      cells: { id: string; source: string; outputs?: unknown[] }[];
    };
    for (const cell of notebook.cells) {
      const own = this.#cells.find(({ id }) => id === cell.id);
      if (own) cell.source = own.code;
      if (cell.outputs) cell.outputs = [];
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(notebook, null, 1)], { type: "application/json" }),
    );
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

/** Figures take the page's theme from where JupyterLab says it. */
function followTheme(): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const tell = (): void => {
    document.body.dataset.jpThemeLight = String(!dark.matches);
  };
  dark.addEventListener("change", tell);
  tell();
}

addStyle();
followTheme();
new Lesson();
