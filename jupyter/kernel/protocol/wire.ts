/**
 * The wire protocol, as far as the kernel needs it beside tslab, which neither exports its message class nor
 * answers a message whose type it does not know.
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { attempt } from "../errors/attempt";
import type { Header, JupyterContent } from "./message";

const DELIMITER = "<IDS|MSG>";

/** Header, parent header, metadata and content. Buffers may follow, which are not signed. */
const BODY_LENGTH = 4;

export interface Envelope {
  /** Where an answer has to go: the routing prefix of the request. */
  readonly identities: readonly Buffer[];
  readonly header: Header & { readonly session: string; readonly username: string };
  readonly content: JupyterContent;
  /** The message as tslab takes it, which wants a signature even if there is no key. */
  readonly frames: Buffer[];
}

/**
 * Reads what the kernel needs of a message; undefined if it is not one, or does not come from someone who knows the key.
 * Whoever reaches the ports may send anything.
 */
export function readEnvelope(frames: readonly Uint8Array[], key: string): Envelope | undefined {
  const all = frames.map((frame) => Buffer.from(frame));
  const delimiter = all.findIndex((frame) => frame.toString() === DELIMITER);
  const [signature, ...rest] = all.slice(delimiter + 1);
  const body = rest.slice(0, BODY_LENGTH);
  if (delimiter < 0 || !signature || body.length < BODY_LENGTH) return undefined;
  const wanted = Buffer.from(sign(body, key));
  if (key !== "" && !isEqual(signature, wanted)) return undefined;
  const parts = body.map((part) => attempt(() => JSON.parse(part.toString()) as unknown, undefined));
  if (!parts.every(isObject)) return undefined;
  const [header, , , content] = parts as [Envelope["header"], unknown, unknown, JupyterContent];
  const identities = all.slice(0, delimiter);
  return { identities, header, content, frames: [...identities, all[delimiter]!, wanted, ...body] };
}

function isEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function isObject(part: unknown): part is object {
  return typeof part === "object" && part !== null;
}

/** The signature of a message's header, parent header, metadata and content. */
function sign(body: readonly (Buffer | string)[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of body) hmac.update(part);
  return hmac.digest("hex");
}

/** Writes the signed answer to a request. */
export function writeReply(
  { identities, header }: Envelope,
  type: string,
  content: JupyterContent,
  key: string,
): (Buffer | string)[] {
  const reply = {
    msg_id: randomUUID(),
    msg_type: type,
    session: header.session,
    username: header.username,
    date: new Date().toISOString(),
    version: "5.3",
  };
  const body = [reply, header, {}, content].map((part) => JSON.stringify(part));
  return [...identities, DELIMITER, sign(body, key), ...body];
}
