/**
 * Repair: a cell that prints or shows much does not drown the front end.
 *
 * tslab sends one message per write. On stock tslab: 100 000 printed lines are (at best) 100 000 messages, and a front
 * end stops responding long before. Here what a cell shows is collected and sent some 30 times a second: text is joined, a
 * display is updated to its latest state only, and what would be cleared at once is not sent. Everything else keeps its order.
 * And no cell shows more than a page can hold: see excess.ts.
 */
import type { Content, Publish } from "../common/messages";
import { Excess, Room, type Limits, USUAL } from "./excess";
import { writeDisplay } from "./results";

type StreamName = "stdout" | "stderr";

/**
 * This many messages of a cell are sent at once, so that what it says before a long computation is seen at once. As long as
 * the cell computes, no timer could send it.
 */
const FREE_MESSAGES = 20;

/** After them this time passes between what is sent and what is sent next, in milliseconds, and more after much. */
const DELAY = 30;

/** ... namely so much that this many characters are sent in a millisecond: Jupyter's server stops passing on what is faster. */
const RATE = 1000;

/** The time between two states of what is left out, in milliseconds. */
const EXCESS_DELAY = 200;

interface Message {
  readonly type: string;
  content: Content;
}

/** Everything one cell shows, in order. */
export class CellOutput {
  readonly #publish: Publish;
  readonly #limits: Limits;
  #room: Room;
  #excess: Excess | undefined;
  #held: Message[] = [];
  /** The stream whose text ends what was shown so far. */
  #stream: StreamName | undefined;
  #freeMessages = FREE_MESSAGES;
  #size = 0;
  #due = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: Publish, limits = USUAL) {
    this.#publish = publish;
    this.#limits = limits;
    this.#room = new Room(limits);
  }

  /** Prints text on a stream. */
  write(name: StreamName, text: string): void {
    if (text === "") return;
    const fitting = this.#room.takeText(text, this.#stream !== name);
    if (fitting !== "") this.#print(name, fitting);
    if (fitting.length < text.length) this.#leaveOut().print(text.slice(fitting.length));
    this.#sendSoon();
  }

  /** Shows a bundle of representations, or updates one shown before. */
  display(content: Content, update = false): void {
    const json = writeDisplay(content);
    const shown = JSON.parse(json) as Content;
    this.#size += json.length;
    if (update) this.#update(shown);
    else this.#add("display_data", shown, json.length);
    this.#sendSoon();
  }

  /** Shows an error that does not end the cell. */
  complain(error: Content): void {
    this.#add("error", error, 0);
    this.#sendSoon();
  }

  /** Clears what the cell has shown: at once, or as soon as it shows something new. */
  clear(wait: boolean): void {
    this.#held = [{ type: "clear_output", content: { wait } }];
    this.#room = new Room(this.#limits);
    this.#excess = this.#stream = undefined;
    this.#sendSoon();
  }

  /** Sends a message of any other type, after everything that was shown before it. */
  send(type: string, content: Content): void {
    this.flush();
    this.#publish(type, content);
  }

  /** Sends what is still held back. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (let message = this.#held.shift(); message; message = this.#held.shift())
      this.#publish(message.type, message.content);
    for (const { type, content } of this.#excess?.changes() ?? []) this.#publish(type, content);
    this.#due = performance.now() + Math.max(this.#excess ? EXCESS_DELAY : DELAY, this.#size / RATE);
    this.#size = 0;
  }

  #print(name: StreamName, text: string): void {
    const last = this.#held.at(-1);
    this.#stream = name;
    this.#size += text.length;
    if (last?.type === "stream" && last.content.name === name)
      last.content.text = (last.content.text as string) + text;
    else this.#held.push({ type: "stream", content: { name, text } });
  }

  #add(type: "display_data" | "error", content: Content, size: number): void {
    if (!this.#room.takeOutput(size)) this.#leaveOut().show(type, content);
    else {
      // What was left out before stays above it.
      if (this.#excess) this.flush();
      this.#excess = this.#stream = undefined;
      this.#held.push({ type, content });
    }
  }

  #update(content: Content): void {
    const id = idOf(content);
    if (this.#excess?.update(id, content)) return;
    const type = "update_display_data";
    const held = this.#held.find((message) => message.type === type && idOf(message.content) === id);
    if (held) held.content = content;
    else this.#held.push({ type, content });
  }

  #leaveOut(): Excess {
    return (this.#excess ??= new Excess(this.#limits));
  }

  #sendSoon(): void {
    const wait = this.#due - performance.now();
    if (wait <= 0 || (!this.#excess && this.#freeMessages-- > 0)) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, wait);
  }
}

function idOf({ transient }: Content): unknown {
  return (transient as { display_id?: unknown } | undefined)?.display_id;
}
