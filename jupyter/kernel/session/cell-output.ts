/**
 * Repair: a cell that prints much does not drown the front end.
 *
 * tslab sends one message per write. On stock tslab: 100 000 printed lines are (at best) 100 000 messages, and a front
 * end stops responding long before. Here printed text is collected and sent some 30 times a second; text and
 * displays keep their order, since anything but more text on the same stream sends what has been collected first.
 */
import type { Content, Publish } from "../common/messages";
import { asJson } from "./results";

type StreamName = "stdout" | "stderr";

/**
 * This many writes of a cell are sent at once, so that what it says before a long computation is seen at once. As long as
 * the cell computes, no timer could send it.
 */
const FREE_MESSAGES = 20;

/** After them printed text is held back no longer than this, in milliseconds. */
const DELAY = 30;

/** ... and no longer than this, in UTF-16 code units, so that one message stays easy to handle. */
const MAXIMUM_LENGTH = 1 << 20;

/** Everything one cell shows, in order. */
export class CellOutput {
  readonly #publish: Publish;
  #stream: StreamName = "stdout";
  #parts: string[] = [];
  #length = 0;
  #freeMessages = FREE_MESSAGES;
  #heldSince = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: Publish) {
    this.#publish = publish;
  }

  /** Prints text on a stream. */
  write(stream: StreamName, text: string): void {
    if (text === "") return;
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    if (this.#parts.length === 0) this.#heldSince = performance.now();
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#mayBeSent()) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, DELAY);
  }

  /** Shows a bundle of representations, or updates one shown before. */
  display(content: Content, update = false): void {
    this.send(update ? "update_display_data" : "display_data", asJson(content));
  }

  /** Clears what the cell has shown: at once, or as soon as it shows something new. */
  clear(wait: boolean): void {
    this.send("clear_output", { wait });
  }

  /** Sends a message of any other type, after everything printed before it. */
  send(type: string, content: Content): void {
    this.flush();
    this.#publish(type, content);
  }

  /** Sends what was printed and is still held back. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#parts.length === 0) return;
    const text = this.#parts.join("");
    this.#parts = [];
    this.#length = 0;
    this.#publish("stream", { name: this.#stream, text });
  }

  #mayBeSent(): boolean {
    if (this.#freeMessages-- > 0 || this.#length >= MAXIMUM_LENGTH) return true;
    return performance.now() - this.#heldSince >= DELAY;
  }
}
