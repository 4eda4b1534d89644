/** Jupyter messages as tslab hands them over (https://jupyter-client.readthedocs.io/en/stable/messaging.html). */

export interface Header {
  readonly msg_id: string;
  msg_type: string;
}

export type JupyterContent = Record<string, unknown>;

export interface ExecuteContent {
  readonly code: string;
  readonly silent?: boolean;
  readonly store_history?: boolean;
  readonly stop_on_error?: boolean;
}

/** Something that sends the frames of one message: a socket, or the thread that owns it. */
export interface Replier {
  send(frames: (Buffer | string)[]): unknown;
}

/** tslab's message: it knows how to answer itself and how to sign what it sends. */
export interface Message {
  readonly header: Header;
  content: JupyterContent;
  createReply(): Message;
  signAndSend(key: string, socket: Replier): void;
}

/** Publishes a message of a type, on behalf of the cell that is running. */
export type Publish = (type: string, content: JupyterContent) => void;
