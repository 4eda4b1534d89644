import type { Content } from "../common/messages";

/** An output as notebook files hold it. */
export interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  name?: string;
  text?: string;
}

/** What a cell shows, gathered as a front end does. */
export class GatheredOutputs {
  readonly shown: Output[] = [];
  readonly #displays = new Map<string, Output>();
  #clearNext = false;

  receive = (type: string, content: Content): void => {
    const id = (content.transient as { display_id?: string } | undefined)?.display_id;
    if (type === "clear_output") this.#clearNext = true;
    if (type === "clear_output" && content.wait !== true) this.#clear();
    if (type === "update_display_data")
      Object.assign(this.#displays.get(id ?? "") ?? {}, { data: content.data });
    if (!["stream", "error", "display_data", "execute_result"].includes(type)) return;
    if (this.#clearNext) this.#clear();
    const output = { output_type: type, ...content } as Output;
    this.shown.push(output);
    if (id !== undefined) this.#displays.set(id, output);
  };

  #clear(): void {
    this.#clearNext = false;
    this.shown.length = 0;
  }
}
