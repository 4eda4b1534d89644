import type { KernelHost, WidgetModel, WidgetState } from "./host";

/** What a page shows of a control: its state as one of Jupyter's stock controls, and why the reader's last entry does not count. */
export interface Shown {
  readonly label: string;
  readonly state: WidgetState;
  readonly message: string;
}

/** What a front end may ask for. */
export interface Requests {
  change(name: string, changed: WidgetState): void;
  press(name: string): void;
  reset(): void;
}

/** The state of one of Jupyter's stock models (https://github.com/jupyter-widgets/ipywidgets, packages/schema). */
export function stock(name: string, state: WidgetState): WidgetState {
  return model("controls", name, state);
}

function model(module: "base" | "controls", name: string, state: WidgetState): WidgetState {
  const [of, view] = [`@jupyter-widgets/${module}`, { _view_module: `@jupyter-widgets/${module}` }];
  return {
    _model_module: of,
    _model_module_version: "2.0.0",
    _model_name: `${name}Model`,
    ...view,
    _view_module_version: "2.0.0",
    _view_name: `${name}View`,
    ...state,
  };
}

/** Controls as Jupyter's stock widgets, for front ends that do not know the kit's own view of them, such as VS Code. */
export class StockWidgets {
  /** The model that holds all others. */
  readonly id: string;
  readonly #models = new Map<string, { readonly control: WidgetModel; readonly message?: WidgetModel }>();

  constructor(host: KernelHost, shown: ReadonlyMap<string, Shown>, requests: Requests) {
    const open = (state: WidgetState): WidgetModel => {
      const opened = host.widgets.open(state);
      host.atEnd(() => {
        opened.close();
      });
      return opened;
    };
    const reference = ({ id }: WidgetModel): string => `IPY_MODEL_${id}`;
    const wide = reference(open(model("base", "Layout", { width: "28em" })));
    const children = [...shown].flatMap(([name, { label, state }]) => {
      const control = open({ ...state, description: label, tooltip: label, layout: wide });
      control.onChange = (changed) => {
        requests.change(name, changed);
      };
      control.onCustom = () => {
        requests.press(name);
      };
      const message = isText(state) ? open(stock("HTML", { value: "", layout: wide })) : undefined;
      this.#models.set(name, { control, ...(message && { message }) });
      return message ? [control, message] : [control];
    });
    const reset = open(
      stock("Button", { description: "Reset", tooltip: "Give all controls their first values" }),
    );
    reset.onCustom = () => {
      requests.reset();
    };
    this.id = open(stock("VBox", { children: [...children, reset].map(reference) })).id;
  }

  /** Shows what the kernel, or another page, has changed. */
  show(name: string, { state, message }: Shown): void {
    const models = this.#models.get(name);
    const changed =
      "index" in state ? { index: state.index } : "value" in state ? { value: state.value } : undefined;
    const isNew = Object.entries(changed ?? {}).some(([key, value]) => models?.control.state[key] !== value);
    if (changed && isNew) models?.control.set(changed);
    models?.message?.set({ value: asHtml(message) });
  }
}

function isText({ _model_name: name }: WidgetState): boolean {
  return name === "TextModel";
}

function asHtml(words: string): string {
  if (words === "") return "";
  const text = words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<span role="status" style="white-space: normal">${text}</span>`;
}
