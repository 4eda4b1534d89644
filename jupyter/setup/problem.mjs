// @ts-check

import process from "node:process";
/** Something in the surroundings that the person at the keyboard can mend. */
export class Problem extends Error {
  /**
   * @param {string} what - one sentence: what is wrong
   * @param {string} wayOut - what to do about it
   * @param {string} [details] - output of the program that failed, for who wants to look
   */
  constructor(what, wayOut, details) {
    super([what, indent(wayOut), ...(details ? [indent(details, "  | ")] : [])].join("\n"));
    this.name = "Problem";
  }
}

/** What the operating system's refusals mean here. @type {Record<string, [what: string, wayOut: string]>} */
const refusals = {
  EACCES: [
    "may not be written",
    "Check the folder's owner and permissions, or copy the project to a folder of your own.",
  ],
  EPERM: ["may not be changed", "Close programs that use it (a running JupyterLab?) and check who owns it."],
  EROFS: ["lies on a read-only disk", "Copy the project to a disk that can be written, and start it there."],
  ENOSPC: [
    "does not fit: the disk is full",
    "Free about 1 GB and run the command again; it goes on where it stopped.",
  ],
  EDQUOT: ["does not fit: your disk quota is used up", "Free about 1 GB and run the command again."],
  EBUSY: ["is in use", "Close programs that use it (a running JupyterLab?) and run the command again."],
};

/**
 * Puts any error into words for the person at the keyboard, without a stack trace.
 *
 * @param {unknown} error
 * @param {NodeJS.ProcessEnv} [env] - with `DEBUG` set, the stack is shown after all
 * @returns {string}
 */
export function explain(error, env = process.env) {
  if (!(error instanceof Error)) return String(error);
  if (env.DEBUG) return error.stack ?? error.message;
  if (error instanceof Problem) return error.message;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  const refusal = refusals[code ?? ""];
  if (refusal) return new Problem(`${path ?? "A file"} ${refusal[0]}.`, refusal[1]).message;
  return `${error.message}\n  This should not happen. Run the command with DEBUG=1 to see where it comes from.`;
}

/** @param {string} text @param {string} [margin] */
function indent(text, margin = "  ") {
  return text.replace(/^/gm, margin);
}
