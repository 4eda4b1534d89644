/** What the session and whoever carries its messages say to each other (https://jupyter-client.readthedocs.io/en/stable/messaging.html). */

export type Content = Record<string, unknown>;

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date?: string;
}

/** A message of a front end, as far as an answer to it has to know. */
export interface Parent {
  readonly header: Header;
  /** Where a reply goes: the routing prefix of the request. */
  readonly identities: readonly Uint8Array[];
}

/** A message of a front end. */
export interface Request extends Parent {
  readonly channel: "shell" | "control";
  readonly metadata: Content;
  readonly content: Content;
  /** Binary parts. */
  readonly buffers: readonly Uint8Array[];
}

/** What a message may carry besides its content. */
export interface Extras {
  readonly metadata?: Content | undefined;
  readonly buffers?: readonly Uint8Array[] | undefined;
}

/** Sends a message on a channel in answer to a request. */
export type Send = (
  channel: "iopub" | "shell" | "control" | "stdin",
  parent: Parent,
  type: string,
  content: Content,
  extras?: Extras,
) => void;

/** Publishes a message on behalf of one request. */
export type Publish = (type: string, content: Content, extras?: Extras) => void;
