/** The wire protocol: frames of bytes to messages, and back. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { attempt } from "../common/attempt";
import type { Content, Extras, Header, Parent, Request } from "../common/messages";

export const PROTOCOL = "5.5";

const DELIMITER = "<IDS|MSG>";

/** Header, parent header, metadata and content are signed. Buffers may follow, which are not. */
const SIGNED = 4;

/** How many signatures are remembered: whoever records messages cannot send them once more. */
const REMEMBERED = 1 << 16;

export type Frames = (Uint8Array | string)[];

export class Wire {
  readonly #key: string;
  /** One session per kernel: front ends drop messages of an older session than the last that they saw. */
  readonly #session = randomUUID();
  readonly #seen = new Set<string>();

  /** @param key - what messages are signed with; nothing is signed if it is empty */
  constructor(key: string) {
    this.#key = key;
  }

  /** Reads a message; undefined if it is none, is not signed by someone who knows the key, or has come before. */
  read(frames: readonly Uint8Array[], channel: Request["channel"]): Request | undefined {
    const delimiter = frames.findIndex((frame) => Buffer.from(frame).toString() === DELIMITER);
    const [signature, ...parts] = frames.slice(delimiter + 1);
    const body = parts.slice(0, SIGNED);
    if (delimiter < 0 || !signature || body.length < SIGNED || !this.#isGenuine(signature, body))
      return undefined;
    const json = body.map((part) =>
      attempt(() => JSON.parse(Buffer.from(part).toString()) as unknown, undefined),
    );
    if (!json.every(isObject)) return undefined;
    const [header, , metadata, content] = json as [Header, Content, Content, Content];
    const identities = frames.slice(0, delimiter);
    return { channel, identities, header, metadata, content, buffers: parts.slice(SIGNED) };
  }

  /** Writes a signed message, whose content is JSON already. */
  write({ header, identities }: Parent, type: string, json: string, extras: Extras = {}): Frames {
    const { username = "" } = header as Partial<Header>;
    const own = { msg_id: randomUUID(), msg_type: type, session: this.#session, username, version: PROTOCOL };
    const date = new Date().toISOString();
    const head = [{ ...own, date }, header, extras.metadata ?? {}].map((part) => JSON.stringify(part));
    const body = [...head, json];
    return [...identities, DELIMITER, this.#sign(body), ...body, ...(extras.buffers ?? [])];
  }

  #isGenuine(signature: Uint8Array, body: readonly Uint8Array[]): boolean {
    if (this.#key === "") return true;
    const wanted = this.#sign(body);
    const given = Buffer.from(signature);
    if (given.length !== wanted.length || !timingSafeEqual(given, Buffer.from(wanted))) return false;
    if (this.#seen.has(wanted)) return false;
    this.#seen.add(wanted);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.values().next().value!);
    return true;
  }

  #sign(body: readonly (Uint8Array | string)[]): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of body) hmac.update(part);
    return hmac.digest("hex");
  }
}

function isObject(part: unknown): part is object {
  return typeof part === "object" && part !== null;
}
