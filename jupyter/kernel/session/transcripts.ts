/**
 * What cells have shown, as a notebook keeps it. A page that was closed while a cell went on has not heard of it, and so it asks
 * when it is opened again.
 */
import type { Comms } from "../comms/comms";
import type { Content, Publish } from "../common/messages";

/** The channel that pages ask on, and its id. */
const CHANNEL = "breaking-symmetry.outputs";

export class Transcripts {
  readonly #comms: Comms;
  readonly #running: () => string | undefined;
  readonly #cells = new Map<string, Transcript>();

  /** @param running - the cell that is running */
  constructor(comms: Comms, running: () => string | undefined) {
    this.#comms = comms;
    this.#running = running;
  }

  /** Publishes what a run of a cell shows, and keeps it until the cell runs again. */
  keeping(cell: unknown, run: string, count: number, publish: Publish): Publish {
    // Only a front end that names its cells can ask for them.
    if (typeof cell !== "string") return publish;
    if (this.#cells.size === 0) this.#offer();
    const transcript = new Transcript(run, count);
    this.#cells.set(cell, transcript);
    return (type, content, extras) => {
      transcript.note(type, content);
      publish(type, content, extras);
    };
  }

  #offer(): void {
    this.#comms.offer(CHANNEL, CHANNEL).onMessage = ({ data: { cells }, reply }) => {
      const asked = Array.isArray(cells) ? cells.map(String) : [];
      const running = this.#running();
      const known = asked.flatMap((id) => {
        const transcript = this.#cells.get(id);
        return transcript ? [[id, transcript.toJSON(id === running)] as const] : [];
      });
      reply({ cells: Object.fromEntries(known) });
    };
  }
}

/** What one run has shown. */
class Transcript {
  readonly #run: string;
  readonly #count: number;
  #outputs: { readonly id: unknown; output: Content }[] = [];
  #clearNext = false;

  constructor(run: string, count: number) {
    this.#run = run;
    this.#count = count;
  }

  note(type: string, content: Content): void {
    const { transient, ...output } = content;
    const id = (transient as Content | undefined)?.display_id;
    if (type === "update_display_data") this.#update(id, output);
    else if (type === "clear_output" && content.wait === true) this.#clearNext = true;
    else if (type === "clear_output" || OUTPUTS.has(type)) {
      if (this.#clearNext || type === "clear_output") this.#outputs = [];
      this.#clearNext = false;
      if (type === "stream") this.#print(output);
      else if (type !== "clear_output") this.#outputs.push({ id, output: { output_type: type, ...output } });
    }
  }

  toJSON(isRunning: boolean): Content {
    return {
      run: this.#run,
      count: this.#count,
      isRunning,
      outputs: this.#outputs.map(({ output }) => output),
    };
  }

  #update(id: unknown, { data, metadata }: Content): void {
    for (const shown of this.#outputs)
      if (id !== undefined && shown.id === id) shown.output = { ...shown.output, data, metadata };
  }

  #print({ name, text }: Content): void {
    const last = this.#outputs.at(-1)?.output;
    if (last?.output_type === "stream" && last.name === name)
      last.text = (last.text as string) + (text as string);
    else this.#outputs.push({ id: undefined, output: { output_type: "stream", name, text } });
  }
}

const OUTPUTS = new Set(["stream", "display_data", "execute_result", "error"]);
