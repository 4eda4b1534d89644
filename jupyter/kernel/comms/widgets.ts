/**
 * Jupyter's widgets: models whose state the kernel and the front ends keep in step (protocol version 2.1,
 * https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md).
 */
import type { Content } from "../common/messages";
import type { Comm, CommMessage, Comms } from "./comms";

/** A model of the kernel and its counterparts in the front ends. */
export interface WidgetModel {
  readonly id: string;
  readonly state: Readonly<Content>;
  /** Called with what a front end has changed. */
  onChange: (changed: Content) => void;
  /** Called with a message of a front end that is not a change of state, such as a click. */
  onCustom: (content: unknown) => void;
  /** Changes the state here and in the front ends. */
  set(changed: Content): void;
  close(): void;
}

const PROTOCOL = { version: "2.1.0" };

export class Widgets {
  readonly #comms: Comms;
  readonly #models = new Map<string, WidgetModel>();

  constructor(comms: Comms) {
    this.#comms = comms;
    comms.addTarget("jupyter.widget.control", (comm) => {
      comm.onMessage = ({ data, reply }) => {
        if (data.method === "request_states")
          reply({ method: "update_states", states: this.#states(), buffer_paths: [] });
      };
    });
  }

  /** Opens a model; the state names its class in `_model_name`, `_model_module` and `_model_module_version`. */
  open(initial: Content): WidgetModel {
    const state = { ...initial };
    const comm = this.#comms.open("jupyter.widget", { state, buffer_paths: [] }, { metadata: PROTOCOL });
    const model = this.#modelOf(comm, state);
    this.#models.set(model.id, model);
    comm.onClose = () => {
      this.#models.delete(model.id);
    };
    return model;
  }

  /** A model that Jupyter's own widgets do not know: it is not announced, and the pages that show it join it by its id. */
  offer(initial: Content): WidgetModel {
    return this.#modelOf(this.#comms.offer("breaking-symmetry.control"), { ...initial });
  }

  #modelOf(comm: Comm, state: Content): WidgetModel {
    const model: WidgetModel = {
      id: comm.id,
      state,
      onChange: () => undefined,
      onCustom: () => undefined,
      set: (changed) => {
        Object.assign(state, changed);
        comm.send({ method: "update", state: changed, buffer_paths: [] });
      },
      close: () => {
        this.#models.delete(comm.id);
        comm.close();
      },
    };
    comm.onMessage = (message) => {
      receive(model, state, message);
    };
    return model;
  }

  #states(): Record<string, unknown> {
    return Object.fromEntries(
      [...this.#models.values()].map(({ id, state }) => {
        const { _model_name, _model_module, _model_module_version } = state;
        return [
          id,
          {
            model_name: _model_name,
            model_module: _model_module,
            model_module_version: _model_module_version,
            state,
          },
        ];
      }),
    );
  }
}

function receive(model: WidgetModel, state: Content, { data, reply }: CommMessage): void {
  if (data.method === "update") {
    const changed = data.state as Content;
    Object.assign(state, changed);
    // The page that made the change learns that it has arrived, and other pages learn of it.
    reply({ method: "echo_update", state: changed, buffer_paths: [] });
    model.onChange(changed);
  } else if (data.method === "request_state") reply({ method: "update", state, buffer_paths: [] });
  else if (data.method === "custom") model.onCustom(data.content);
}
