import { bundleOf, type Showable } from "./bundles";
import type { DisplayData, KernelHost, MimeBundle } from "./host";
import { send } from "./output";

/** The channel by which a page follows an output; other front ends pass over it and take the rest of the bundle. */
const LIVE_MIME = "application/vnd.breaking-symmetry.live+json";

/** By this a page knows an error. */
const ERROR_MIME = "application/vnd.jupyter.stderr";

function errorBundle(words: string): MimeBundle {
  return { [ERROR_MIME]: words, "text/plain": words };
}

const NOTHING: MimeBundle = { "text/plain": "" };

/** The place where a cell shows one drawing after another: what the latest has not got any more goes. */
export class Screen {
  readonly #host: KernelHost | undefined;
  readonly #slots: Slot[] = [];
  #drawn: readonly MimeBundle[] = [];
  #printed: readonly MimeBundle[] = [];
  #collecting: Printed | undefined;
  #isOver = false;

  constructor(host: KernelHost | undefined) {
    this.#host = host;
    // What its cell has begun is no concern of the next run of the cell.
    host?.atEnd(() => {
      this.#isOver = true;
    });
  }

  /** Shows the values of a drawing in place of those before, and below them what it has printed. */
  show(values: readonly Showable[]): void {
    this.#draw(values.map(bundleOf));
  }

  /** Puts an error in the place of the drawing. */
  fail(error: unknown): void {
    // Where nothing can be replaced, the caller hears of it.
    if (!this.#host) throw error;
    this.#draw([errorBundle(error instanceof Error ? stackOf(error) : String(error))]);
  }

  /** Makes a drawing. What it prints and shows by itself replaces what the one before has left. */
  collect<T>(task: () => T): T {
    const host = this.#host;
    if (!host) return task();
    const printed = new Printed();
    this.#collecting = printed;
    return host.collect(task, (type, content) => {
      printed.receive(type, content);
      if (this.#collecting !== printed) return;
      this.#printed = printed.bundles;
      this.#refresh();
    });
  }

  #draw(bundles: readonly MimeBundle[]): void {
    this.#drawn = bundles;
    this.#printed = this.#collecting?.bundles ?? [];
    this.#refresh();
  }

  #refresh(): void {
    const bundles = [...this.#drawn, ...this.#printed];
    const host = this.#host;
    if (!host) {
      for (const bundle of bundles) send(bundle);
      return;
    }
    if (this.#isOver) return;
    const slots = this.#slots;
    while (slots.length < Math.max(bundles.length, 1)) slots.push(new Slot(host));
    slots.forEach((slot, i) => {
      slot.show(bundles[i] ?? NOTHING);
    });
    slots.forEach((slot, i) => {
      slot.next = slots[i + 1]?.id;
    });
  }
}

/** The stack without the line of the library's source that Node may put above it. */
function stackOf(error: Error): string {
  const { stack = String(error) } = error;
  return stack.slice(Math.max(0, stack.indexOf(String(error))));
}

/** An error that nobody has waited for, without the colours of a terminal. */
function tracebackOf({ traceback }: Readonly<Record<string, unknown>>): string {
  // eslint-disable-next-line no-control-regex -- escape sequences begin with one
  return (traceback as readonly string[]).join("\n").replace(/\u001b\[[\d;]*m/g, "");
}

/** What a drawing prints and shows by itself. */
class Printed {
  bundles: readonly MimeBundle[] = [];
  #text = "";
  /** The places of what may be replaced later. */
  readonly #places = new Map<string, number>();

  receive(type: string, content: Readonly<Record<string, unknown>>): void {
    if (type === "clear_output") {
      this.bundles = [];
      this.#text = "";
    } else if (type === "stream") this.#write(String(content.text));
    else if (type === "error") this.bundles = [...this.bundles, errorBundle(tracebackOf(content))];
    else if ("data" in content) this.#show(content as unknown as DisplayData, type);
  }

  /** Lines that follow one another are one text. */
  #write(text: string): void {
    const goesOn = this.#text !== "" && this.bundles.at(-1)?.["text/plain"] === this.#text;
    this.#text = goesOn ? this.#text + text : text;
    const before = goesOn ? this.bundles.slice(0, -1) : this.bundles;
    this.bundles = [...before, { "text/plain": this.#text }];
  }

  #show({ data, transient: { display_id: id } }: DisplayData, type: string): void {
    const place = id === undefined ? undefined : this.#places.get(id);
    if (type === "update_display_data") {
      if (place !== undefined) this.bundles = this.bundles.map((old, i) => (i === place ? data : old));
      return;
    }
    if (id !== undefined) this.#places.set(id, this.bundles.length);
    this.bundles = [...this.bundles, data];
  }
}

/** One output of the cell, whose content changes. */
class Slot {
  readonly id = identifier();
  readonly #host: KernelHost;
  readonly #channel: ReturnType<KernelHost["comms"]["offer"]>;
  #bundle: MimeBundle | undefined;
  #next: string | undefined;
  #isFollowed = false;

  constructor(host: KernelHost) {
    this.#host = host;
    this.#channel = host.comms.offer("breaking-symmetry.live", this.id);
    this.#channel.onMessage = () => {
      this.#isFollowed = true;
      this.#channel.send({ bundle: this.#bundle, next: this.#next });
    };
    host.atEnd(() => {
      this.#channel.close();
    });
  }

  show(bundle: MimeBundle): void {
    if (bundle === this.#bundle) return;
    const isFirst = this.#bundle === undefined;
    this.#bundle = bundle;
    // A page that knows no such channel is told in the way that it knows.
    if (this.#isFollowed) this.#channel.send({ bundle });
    else {
      const data = { [LIVE_MIME]: { channel: this.id }, ...bundle };
      this.#host.display({ data, metadata: {}, transient: { display_id: this.id } }, !isFirst);
    }
  }

  /** The output below it. A page that was opened after its cell ran does not get it from the cell: it hears of it here. */
  set next(id: string | undefined) {
    if (id === this.#next) return;
    this.#next = id;
    if (this.#isFollowed) this.#channel.send({ next: id });
  }
}

let count = 0;

/** An identifier that no other channel has, also after the kernel was restarted. */
export function identifier(): string {
  return `${Date.now().toString(36)}-${(count++).toString(36)}`;
}
