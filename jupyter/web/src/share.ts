/**
 * What a link carries of a reader's work: edits and the values of controls, packed into the address's fragment as
 * `#try=VERSION.MARK.DATA`. The mark tells whether all of it has arrived.
 */
import { isObject } from "../../renderer/src/json";
import { type ControlValue, readControlValue } from "../../renderer/src/panel/value";
import { fingerprint } from "./fingerprint";

export interface SharedEdit {
  /** The cell's. */
  readonly id: string;
  readonly text: string;
  /** The fingerprint of the lesson's text that it was made from. */
  readonly from: string;
}

export interface SharedValue {
  /** The cell's. */
  readonly id: string;
  /** Which of the cell's outputs has the control. */
  readonly place: number;
  /** The control's. */
  readonly name: string;
  readonly value: ControlValue;
}

export interface Shared {
  /** The file of the lesson, without its ending. */
  readonly lesson: string;
  readonly edits: readonly SharedEdit[];
  readonly values: readonly SharedValue[];
}

/** A link that cannot be made or read; the message says why, in a sentence. */
export class LinkError extends Error {}

const VERSION = "1";
const START = "#try=";
/** What mail programs and chats still take, in characters. */
const LONGEST_MADE = 16_000;
const LONGEST_READ = 100_000;
/** The most bytes that a link may unpack to: a short one can stand for a great deal. */
const LARGEST = 2_000_000;

const DAMAGED = "The link is damaged, perhaps cut off: nothing of it is shown.";

/** The fragment of an address that carries this. */
export async function fragmentOf(shared: Shared): Promise<string> {
  const json = JSON.stringify(shared);
  const packed = await bytesOf(new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw")));
  const fragment = `${START}${VERSION}.${fingerprint(json)}.${toBase64(packed)}`;
  if (fragment.length > LONGEST_MADE)
    throw new LinkError("Your edits are too long for a link: download the lesson, and send the file.");
  return fragment;
}

/**
 * What a fragment carries for a lesson; undefined if it is an ordinary one, such as a heading's.
 *
 * @throws LinkError if it is damaged, too long, or of another version or lesson
 */
export async function sharedIn(fragment: string, lesson: string): Promise<Shared | undefined> {
  if (!fragment.startsWith(START)) return undefined;
  if (fragment.length > LONGEST_READ) throw new LinkError("The link is too long: nothing of it is shown.");
  const [version = "", mark, data] = fragment.slice(START.length).split(".");
  if (/^\d+$/.test(version) && version !== VERSION)
    throw new LinkError("The link was made by another version of this page: nothing of it is shown.");
  const json = await unpacked(data ?? "").catch(() => undefined);
  if (json === undefined || fingerprint(json) !== mark) throw new LinkError(DAMAGED);
  const shared = readShared(json);
  if (shared.lesson !== lesson)
    throw new LinkError("The link carries edits of another lesson: nothing of it is shown.");
  return shared;
}

async function unpacked(data: string): Promise<string> {
  const packed = Uint8Array.from(atob(data.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  );
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await bytesOf(stream));
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new LinkError(DAMAGED);
    }
    parts.push(new Uint8Array(next.value));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Anybody can write a link. */
function readShared(json: string): Shared {
  const { lesson, edits, values } = parsed(json);
  if (typeof lesson !== "string" || !Array.isArray(edits) || !Array.isArray(values))
    throw new LinkError(DAMAGED);
  return { lesson, edits: edits.map(readEdit), values: values.map(readValue) };
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(json);
    if (isObject(read)) return read;
  } catch {
    // Said below.
  }
  throw new LinkError(DAMAGED);
}

function readEdit(value: unknown): SharedEdit {
  const { id, text, from } = isObject(value) ? value : {};
  if (typeof id !== "string" || typeof text !== "string" || typeof from !== "string")
    throw new LinkError(DAMAGED);
  // An editor knows one end of a line.
  return { id, text: text.replaceAll(/\r\n?/g, "\n"), from };
}

function readValue(shared: unknown): SharedValue {
  const { id, place, name, value } = isObject(shared) ? shared : {};
  const read = readControlValue(value);
  if (typeof id !== "string" || typeof name !== "string" || !Number.isInteger(place) || !read)
    throw new LinkError(DAMAGED);
  return { id, place: Number(place), name, value: read };
}
