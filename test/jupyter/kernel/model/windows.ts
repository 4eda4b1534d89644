/** Front ends as a model: what a reader sees of one cell, told by the kernel's messages alone. */
import type { House, Message, Window } from "./house";

type Content = Readonly<Record<string, unknown>>;

const LIVE = "application/vnd.breaking-symmetry.live+json";
const CONTROLS = "application/vnd.breaking-symmetry.controls+json";

/** An output of the cell: what it shows, and the channel on which it is followed. */
interface Output {
  readonly display: string | undefined;
  bundle: Content;
}

interface ControlSeen {
  readonly state: Content;
  readonly message: string;
}

/** What a reader can do and see, whichever front end it is. */
export abstract class FrontEnd implements Window {
  readonly outputs: Output[] = [];
  /** Whether the page says that the picture belongs to the values. */
  isDrawn = true;
  isGone = false;
  protected readonly house: House;
  #run: string | undefined;

  constructor(house: House) {
    this.house = house;
    house.windows.add(this);
  }

  /** The values of the controls as the page shows them. */
  abstract readonly values: Readonly<Record<string, unknown>>;
  abstract enter(name: string, state: Content): void;
  protected abstract hearComm(type: string, id: string, data: Content): void;
  protected abstract show(output: Output): void;

  /** What is to be seen below the controls, in words. */
  get seen(): string[] {
    return this.outputs
      .filter(({ bundle }) => !(CONTROLS in bundle))
      .map(({ bundle }) =>
        String(bundle["text/plain"])
          .trim()
          .replace(/\n +at [^]*/, ""),
      )
      .filter((text) => text !== "");
  }

  /** The page runs the cell: what it showed before is gone. */
  execute(run: string): void {
    this.#run = run;
    this.outputs.length = 0;
    this.isGone = false;
  }

  hear({ run, type, content }: Message): void {
    const data = (content.data ?? {}) as Content;
    if (type.startsWith("comm_")) this.hearComm(type, String(content.comm_id), data);
    else if (run === this.#run) this.#output(type, content, data);
  }

  #output(type: string, content: Content, data: Content): void {
    const { display_id: display } = (content.transient ?? {}) as { readonly display_id?: string };
    if (type === "update_display_data") {
      for (const output of this.outputs) if (output.display === display) output.bundle = data;
    } else if (type === "display_data") {
      const output = { display, bundle: data };
      this.outputs.push(output);
      this.show(output);
    }
  }
}

/** Knows the kit's channels of controls. */
abstract class KitFrontEnd extends FrontEnd {
  protected readonly controls = new Map<string, ControlSeen>();
  protected channel = "";
  readonly #page = Math.random().toString(36);

  get values(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      [...this.controls].map(([name, { state }]) => [name, state.value ?? state.index]),
    );
  }

  enter(name: string, state: Content): void {
    this.isDrawn = false;
    this.house.tell("comm_msg", this.channel, { name, state, by: { page: this.#page, entry: 1 } });
  }

  reset(): void {
    this.house.tell("comm_msg", this.channel, { reset: true });
  }

  protected show({ bundle }: Output): void {
    const described = bundle[CONTROLS] as { channel: string; controls: Content[] } | undefined;
    if (!described) return;
    this.channel = described.channel;
    this.#take(described.controls);
    this.join(this.channel);
  }

  protected join(channel: string): void {
    this.house.tell("comm_open", channel, {});
    this.house.tell("comm_msg", channel, { show: true });
  }

  protected hearComm(type: string, id: string, data: Content): void {
    if (id !== this.channel) return;
    if (type === "comm_close") this.isGone = true;
    if (Array.isArray(data.controls)) this.#take(data.controls as Content[]);
    if ("state" in data) this.#take([data]);
    if ("drawn" in data) this.isDrawn = data.drawn === true;
  }

  #take(controls: readonly Content[]): void {
    for (const { name, state, message } of controls)
      this.controls.set(String(name), { state: state as Content, message: String(message) });
  }
}

/** JupyterLab: outputs are followed on their channels. What is saved can be opened again. */
export class Lab extends KitFrontEnd {
  /** A page that opens the notebook as another one has it. */
  static opening(saved: Lab, house = saved.house): Lab {
    const page = new Lab(house);
    page.outputs.push(...saved.outputs.map(({ bundle }) => ({ display: undefined, bundle })));
    for (const output of [...page.outputs]) page.show(output);
    return page;
  }

  close(): void {
    this.house.windows.delete(this);
  }

  protected override show(output: Output): void {
    super.show(output);
    const channel = channelOf(output);
    if (channel !== undefined) this.join(channel);
  }

  protected override hearComm(type: string, id: string, data: Content): void {
    super.hearComm(type, id, data);
    for (const output of this.outputs) {
      if (channelOf(output) !== id || !("bundle" in data)) continue;
      output.bundle = { [LIVE]: output.bundle[LIVE], ...(data.bundle as Content) };
    }
    const { next } = data;
    if (typeof next !== "string" || this.outputs.some((output) => channelOf(output) === next)) return;
    const output = { display: undefined, bundle: { [LIVE]: { channel: next }, "text/plain": "" } };
    this.outputs.push(output);
    this.show(output);
  }
}

/** The lesson's page: outputs are updated by their display ids. */
export class LessonPage extends KitFrontEnd {}

/** A front end that knows Jupyter's stock widgets and nothing of the kit, such as VS Code. */
export class StockFrontEnd extends FrontEnd {
  readonly #models = new Map<string, { state: Record<string, unknown>; isOpen: boolean }>();

  get values(): Readonly<Record<string, unknown>> {
    const controls = [...this.#models.values()].filter(
      ({ state, isOpen }) =>
        isOpen && typeof state.description === "string" && state._model_name !== "ButtonModel",
    );
    return Object.fromEntries(
      controls.map(
        ({ state: { description, value, index } }) => [String(description), value ?? index] as const,
      ),
    );
  }

  enter(name: string, state: Content): void {
    const [id, model] = [...this.#models].find(([, one]) => one.isOpen && one.state.description === name)!;
    Object.assign(model.state, state);
    this.house.tell("comm_msg", id, { method: "update", state });
  }

  reset(): void {
    const [id] = [...this.#models].find(([, { state, isOpen }]) => isOpen && state.description === "Reset")!;
    this.house.tell("comm_msg", id, { method: "custom", content: { event: "click" } });
  }

  protected show(): void {
    // It has been told of the models already.
  }

  protected hearComm(type: string, id: string, data: Content): void {
    if (type === "comm_open") this.#models.set(id, { state: { ...(data.state as object) }, isOpen: true });
    const model = this.#models.get(id);
    if (!model) return;
    if (type === "comm_close") model.isOpen = false;
    if (data.method === "update") Object.assign(model.state, data.state);
  }
}

function channelOf({ bundle }: Output): string | undefined {
  return (bundle[LIVE] as { channel?: string } | undefined)?.channel;
}
