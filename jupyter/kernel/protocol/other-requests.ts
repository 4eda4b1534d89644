/**
 * Repair: requests that tslab does not know are answered, or ignored in silence.
 *
 * On stock tslab each prints `unknown msg_type` into the output of whatever cell ran last, and gets no answer.
 */
import type { JupyterContent } from "./message";

interface Answer {
  /** The type of the reply; none if the message asks for no reply. */
  readonly type?: string;
  readonly content: JupyterContent;
}

const NO_REPLY: Answer = { content: {} };

const ANSWERS: Readonly<Record<string, Answer>> = {
  history_request: { type: "history_reply", content: { status: "ok", history: [] } },
  comm_open: NO_REPLY,
  comm_msg: NO_REPLY,
  comm_close: NO_REPLY,
  input_reply: NO_REPLY,
};

/** The kernel's answer to requests of a type that tslab does not know. */
export function answerFor(type: string): Answer | undefined {
  return ANSWERS[type];
}
