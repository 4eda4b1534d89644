/** Jupyter's stock controls as the page's own: a range, a menu, a box to tick, a field, a button. */
import type { Content } from "../../kernel/common/messages";
import { readPlane } from "../../renderer/src/points/plane";
import { Sync } from "../../renderer/src/points/sync";
import { PointsView } from "../../renderer/src/points/view";

/** Sends what the reader has changed to the model in the kernel. */
export type Tell = (model: string, data: Content) => void;

/** The states of models by their ids, as the kernel has opened them. */
export class Models {
  readonly #states = new Map<string, Content>();
  readonly #updates = new Map<string, (state: Content) => void>();
  readonly #drawings = new Map<string, (message: Content) => void>();
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Takes a message of the kernel about a model. */
  receive(type: string, content: Content): void {
    const id = String(content.comm_id);
    this.#drawings.get(id)?.((content.data ?? {}) as Content);
    const { method = "update", state } = (content.data ?? {}) as { method?: string; state?: Content };
    if (type === "comm_close") this.#states.delete(id);
    if (state === undefined || method !== "update") return;
    const next = { ...this.#states.get(id), ...state };
    this.#states.set(id, next);
    this.#updates.get(id)?.(next);
  }

  /** The element that shows a model and everything in it; undefined for one that the page does not know. */
  view(id: string): HTMLElement | undefined {
    const state = this.#states.get(id);
    if (!state) return undefined;
    if (Array.isArray(state.children)) {
      const box = document.createElement("div");
      box.className = "controls";
      for (const child of state.children as string[])
        box.append(this.view(child.replace("IPY_MODEL_", "")) ?? "");
      return box;
    }
    return this.#control(id, state);
  }

  /** A plane to draw points in, as an output describes it. */
  plane(described: unknown): HTMLElement {
    const plane = readPlane(described);
    const sync = new Sync((data) => {
      this.#tell(plane.channel!, data as Content);
    });
    const view = new PointsView(plane, (points) => {
      sync.tell(points);
    });
    view.isLive = plane.channel !== undefined;
    this.#drawings.set(plane.channel!, (message) => {
      const points = sync.receive(message);
      if (points) view.show(points);
    });
    return view.node;
  }

  #control(id: string, state: Content): HTMLElement {
    const name = String(state._model_name);
    if (name === "ButtonModel") {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = String(state.description);
      button.onclick = () => {
        this.#tell(id, { method: "custom", content: { event: "click" } });
      };
      return button;
    }
    if (name === "HTMLModel") {
      const message = document.createElement("p");
      const write = ({ value }: Content): void => {
        message.innerHTML = textOf(value);
      };
      write(state);
      this.#updates.set(id, write);
      return message;
    }
    const label = document.createElement("label");
    const title = document.createElement("span");
    title.textContent = textOf(state.description);
    const { input, shown } = fieldOf(name, state);
    const words = document.createElement("output");
    words.textContent = shown(state);
    input.oninput = () => {
      const changed = input.read();
      words.textContent = shown({ ...state, ...changed });
      this.#later(id, changed);
    };
    this.#updates.set(id, (next) => {
      input.write(next);
      words.textContent = shown(next);
    });
    label.append(title, input.element, words);
    return label;
  }

  readonly #pending = new Map<string, Content>();

  /** Of what is changed within one picture of the page, the last counts. */
  #later(id: string, changed: Content): void {
    const isScheduled = this.#pending.has(id);
    this.#pending.set(id, changed);
    if (isScheduled) return;
    requestAnimationFrame(() => {
      this.#tell(id, { method: "update", state: this.#pending.get(id), buffer_paths: [] });
      this.#pending.delete(id);
    });
  }
}

/** What a state says in a word or a number. */
function textOf(value: unknown, otherwise = ""): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : otherwise;
}

interface Field {
  readonly element: HTMLElement;
  oninput: () => void;
  read(): Content;
  write(state: Content): void;
}

/** The field for a kind of model, and what stands beside it. */
function fieldOf(name: string, state: Content): { input: Field; shown: (state: Content) => string } {
  const nothing = (): string => "";
  if (name === "DropdownModel" || name === "RadioButtonsModel") {
    const select = document.createElement("select");
    for (const option of state._options_labels as string[]) select.append(new Option(option));
    const write = ({ index }: Content): void => {
      select.selectedIndex = Number(index);
    };
    write(state);
    return { input: field(select, () => ({ index: select.selectedIndex }), write), shown: nothing };
  }
  const input = document.createElement("input");
  if (name === "CheckboxModel") {
    input.type = "checkbox";
    const write = ({ value }: Content): void => {
      input.checked = Boolean(value);
    };
    write(state);
    return { input: field(input, () => ({ value: input.checked }), write), shown: nothing };
  }
  if (name === "TextModel" || name === "FloatTextModel") {
    const isNumber = name === "FloatTextModel";
    input.type = isNumber ? "number" : "text";
    const write = ({ value }: Content): void => {
      input.value = String(value);
    };
    write(state);
    return {
      input: field(input, () => ({ value: isNumber ? Number(input.value) : input.value }), write),
      shown: nothing,
    };
  }
  input.type = "range";
  const isLog = name === "FloatLogSliderModel";
  input.min = String(state.min);
  input.max = String(state.max);
  input.step = textOf(state.step, "1");
  const value = (): number => (isLog ? 10 ** Number(input.value) : Number(input.value));
  const write = (next: Content): void => {
    input.value = String(isLog ? Math.log10(Number(next.value)) : next.value);
  };
  write(state);
  return {
    input: field(
      name === "PlayModel" ? playing(input, Number(state.interval)) : input,
      () => ({ value: value() }),
      write,
    ),
    shown: ({ value: now }) => String(Number(Number(now).toPrecision(3))),
  };
}

/** A slider that moves by itself, round and round, while its button says so. */
function playing(input: HTMLInputElement, interval: number): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  let timer: number | undefined;
  const play = (isOn: boolean): void => {
    clearInterval(timer);
    timer = isOn ? window.setInterval(move, interval) : undefined;
    button.textContent = isOn ? "❚❚" : "▶";
    button.setAttribute("aria-label", isOn ? "Pause" : "Play");
  };
  const move = (): void => {
    if (!input.isConnected) play(false);
    const isLast = Number(input.value) >= Number(input.max);
    input.value = isLast ? input.min : String(Number(input.value) + Number(input.step));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  button.addEventListener("click", () => {
    play(timer === undefined);
  });
  play(false);
  const both = document.createElement("span");
  both.append(button, input);
  return both;
}

function field(element: HTMLElement, read: () => Content, write: (state: Content) => void): Field {
  const made: Field = { element, oninput: () => undefined, read, write };
  element.addEventListener("input", () => {
    made.oninput();
  });
  return made;
}
