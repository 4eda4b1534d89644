/**
 * The wire protocol, as far as the kernel needs it beside tslab, which neither exports its message class nor
 * answers a message whose type it does not know.
 */
import { createHmac, randomUUID } from "node:crypto";
import type { Header, JupyterContent } from "./message";

const DELIMITER = "<IDS|MSG>";

interface Envelope {
  /** Where an answer has to go: the routing prefix of the request. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header & { readonly session: string; readonly username: string };
  readonly content: JupyterContent;
}

/** Reads what the kernel needs of a message: its routing prefix, its header and its content. */
export function readEnvelope(frames: readonly Uint8Array[]): Envelope {
  const delimiter = frames.findIndex((frame) => Buffer.from(frame).toString() === DELIMITER);
  const [, header, , , content] = frames.slice(delimiter + 1);
  if (delimiter < 0 || !header || !content) {
    throw new Error(
      `Cannot read a message of ${frames.length} frames: a header and a content must follow ${DELIMITER}`,
    );
  }
  return {
    identities: frames.slice(0, delimiter),
    header: JSON.parse(Buffer.from(header).toString()) as Envelope["header"],
    content: JSON.parse(Buffer.from(content).toString()) as JupyterContent,
  };
}

/** Writes the signed answer to a request. */
export function writeReply(
  request: readonly Uint8Array[],
  type: string,
  content: JupyterContent,
  key: string,
): (Buffer | string)[] {
  const { identities, header } = readEnvelope(request);
  const reply = {
    msg_id: randomUUID(),
    msg_type: type,
    session: header.session,
    username: header.username,
    date: new Date().toISOString(),
    version: "5.3",
  };
  const body = [reply, header, {}, content].map((part) => JSON.stringify(part));
  const signature = createHmac("sha256", key).update(body.join("")).digest("hex");
  return [...identities.map((identity) => Buffer.from(identity)), DELIMITER, signature, ...body];
}
