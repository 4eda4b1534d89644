import { type Control, choose, controlsIn } from "./controls";
import type { Plotly, PlotElement } from "./plotly";

/**
 * Plotly's sliders and menus are drawings that only a mouse can move. This sets a native control beside each,
 * for keyboards and screen readers: out of sight until it has the focus.
 */
export class KeyboardControls {
  readonly node = document.createElement("div");
  readonly #element: PlotElement;
  #shown = "";

  constructor(element: PlotElement) {
    this.#element = element;
    this.node.className = "bs-figure-controls";
    // JupyterLab takes arrow keys to move between cells.
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") event.stopPropagation();
    });
  }

  /** Brings the native controls in line with the drawn plot. */
  update(plotly: Plotly): void {
    const controls = controlsIn(this.#element.layout ?? {}).filter(({ choices }) => choices.length > 0);
    const shown = JSON.stringify(
      controls.map(({ choices, name }) => [name, choices.map(({ label }) => label)]),
    );
    if (shown !== this.#shown) {
      this.node.replaceChildren(...controls.map((control) => this.#create(control, plotly)));
      this.#shown = shown;
    }
    controls.forEach((control, place) => {
      show(control, this.node.children[place]!);
    });
  }

  #create(control: Control, plotly: Plotly): HTMLElement {
    const run = (active: number): void => {
      const now = controlsIn(this.#element.layout ?? {}).find(
        (c) => c.kind === control.kind && c.index === control.index,
      );
      void choose(now ?? control, active, plotly, this.#element).then(() => {
        this.update(plotly);
      });
    };
    return control.kind === "sliders" ? slider(control, run) : menu(control, run);
  }
}

function slider(control: Control, run: (active: number) => void): HTMLElement {
  const input = document.createElement("input");
  input.type = "range";
  input.min = "0";
  input.max = String(control.choices.length - 1);
  input.setAttribute("aria-label", control.name || "Slider");
  input.addEventListener("input", () => {
    run(input.valueAsNumber);
  });
  return input;
}

function menu(control: Control, run: (active: number) => void): HTMLElement {
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", control.name || "Choices");
  control.choices.forEach(({ label }, active) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      run(active);
    });
    group.append(button);
  });
  return group;
}

function show(control: Control, node: Element): void {
  if (!(node instanceof HTMLInputElement)) return;
  node.value = String(control.active);
  node.setAttribute("aria-valuetext", control.choices[control.active]?.label ?? "");
}
