// @ts-check
// What a person reads while the set-up runs: its steps, and what went wrong.
import { performance } from "node:perf_hooks";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";

/** Something in the surroundings that the person at the keyboard can mend. */
export class Problem extends Error {
  /**
   * @param {string} what - one sentence: what is wrong
   * @param {string} [wayOut] - what to do about it
   * @param {string} [said] - the last lines of the program that failed
   */
  constructor(what, wayOut, said) {
    const lines = [what, said && indent(said, "  | "), wayOut && indent(wayOut, "  ")];
    super(lines.filter(Boolean).join("\n"));
    this.name = "Problem";
  }
}

/** @param {string} text @param {string} margin */
function indent(text, margin) {
  return text.replace(/^/gm, margin);
}

const makeRoom = "Free about 1 GB and run the command again; it goes on where it stopped.";

/** What the operating system's refusals mean here. @type {Record<string, [what: string, wayOut: string]>} */
const refusals = {
  EACCES: [
    "may not be written",
    "Check the folder's owner and permissions, or copy the project to a folder of your own.",
  ],
  EPERM: ["may not be changed", "Close programs that use it (a running JupyterLab?) and check who owns it."],
  EROFS: ["lies on a read-only disk", "Copy the project to a disk that can be written, and start it there."],
  ENOSPC: ["does not fit: the disk is full", makeRoom],
  EDQUOT: ["does not fit: your disk quota is used up", makeRoom],
  ENOTDIR: ["is needed as a folder, but a file of that name is in the way", "Move that file away."],
  EEXIST: ["is needed as a folder, but a file of that name is in the way", "Move that file away."],
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
  if (code?.startsWith("ERR_PARSE_ARGS")) return error.message;
  const refusal = refusals[code ?? ""];
  if (refusal) return new Problem(`${path ?? "A file"} ${refusal[0]}.`, refusal[1]).message;
  return `${error.message}\n  This should not happen. Run the command with DEBUG=1 to see where it comes from.`;
}

/**
 * What to do about what npm and pip end with. Order matters: pip, without a network, ends with "no matching
 * distribution" after it has complained about connections.
 */
const advices = {
  [`The disk is full. ${makeRoom}`]: /ENOSPC|No space left on device|not enough space on the disk/i,
  "A file or folder may not be written. Check who owns the project's folder, or copy the project to a folder of your own.":
    /\bEACCES\b|\bEPERM\b|\bEROFS\b|Permission denied|Read-only file system|Access is denied/i,
  "The package server refused to serve us. Check the registry, proxy and log-in that your npm or pip is configured with.":
    /\bE40[137]\b|40[137] (Client Error|Unauthorized|Forbidden|Proxy)/,
  "The package server's certificate is not trusted. Behind a company proxy, tell npm (NODE_EXTRA_CA_CERTS) and pip (PIP_CERT) about its certificate.":
    /CERT_|SELF_SIGNED|SSLError|CERTIFICATE_VERIFY_FAILED|UNABLE_TO_(GET|VERIFY)/,
  "The network cannot be reached. Connect to the internet (or check the proxy settings) and run the command again; only the first start needs it.":
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|ProxyError|Failed to establish a new connection|Connection (refused|broken|aborted|reset)/i,
  "A downloaded package is not the one that was asked for. Try again; if it stays, empty the cache (npm cache clean --force, pip cache purge) or ask who runs your proxy.":
    /EINTEGRITY|DO NOT MATCH THE HASHES/,
  "There is no ready-made package for this Python on this machine. Use Python 3.10 to 3.14 on a usual system (PYTHON=/path/to/python3 npm start), or a JupyterLab that you have (JUPYTER=/path/to/jupyter npm start).":
    /No matching distribution found|Could not find a version that satisfies/,
  "package.json and package-lock.json do not belong together. Bring package-lock.json back (git checkout package-lock.json), or make it anew with npm install.":
    /can only install packages when your package.json and package-lock.json|EUSAGE/,
  "npm was not found. It belongs to Node.js: install it (Debian: sudo apt install npm), and run the command again.":
    /spawn npm ENOENT|'npm' is not recognized/,
};

/**
 * Turns a failed run of a tool into its own last words, and a sentence of advice where we know one.
 *
 * @param {string} action - what was to be done, e.g. "Cannot install the Node packages"
 * @param {import("./process.mjs").Outcome} outcome
 * @param {string} [advice] - what to do, if it does not depend on what the tool said
 * @returns {Problem}
 */
export function toolFailure(action, { code, output }, advice) {
  const last = lastLines(output);
  return new Problem(`${action} (exit code ${code}).`, advice ?? adviceOn(last.split("\n")), last);
}

/** What a program said last, which is where the error is. @param {string} output */
export function lastLines(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-15).join("\n");
}

/**
 * Only what the tool ended with counts, and npm's own name for the error above all: warnings and earlier attempts name
 * errors that the tool has got over.
 *
 * @param {readonly string[]} lines
 */
function adviceOn(lines) {
  const [code] = lines.filter((line) => /^npm (error|ERR!) code /.test(line)).slice(-1);
  // Of pip's warnings those count that stand directly before its error: they tell why.
  const cause = lines.findIndex((line) => line.startsWith("ERROR: Could not find")) - 1;
  const errors = lines.filter((line, i) => i === cause || !/^(npm warn|\s*warning:)/i.test(line));
  const text = code ?? errors.join("\n");
  return Object.entries(advices).find(([, pattern]) => pattern.test(text))?.[0];
}

/**
 * Tells what the set-up does and how long each step took.
 * @typedef {object} Progress
 * @property {(line: string) => void} say - prints a line
 * @property {<T>(title: string, work: (note: (text: string) => void) => Promise<T>) => Promise<T>} step - prints a
 *   line when the work is done; while it lasts, shows the seconds and the latest note. Steps may overlap.
 */

/** On a terminal the running steps share one line that is drawn anew this often, in milliseconds. */
const redrawEvery = 200;
/** Elsewhere (a log file, CI) a long step gives a sign of life this often. */
const reportEvery = 15_000;

/** @typedef {{ title: string, started: number, note: string }} Step */
/** @typedef {{ isTTY?: boolean, columns?: number, write: (text: string) => unknown }} Output */

/** @param {Output} out @returns {Progress} */
export function createProgress(out) {
  const erase = out.isTTY ? "\r\x1b[2K" : "";
  const say = (/** @type {string} */ line) => void out.write(`${erase}${line}\n`);
  /** @type {Set<Step>} */
  const active = new Set();
  return {
    say,
    async step(title, work) {
      const own = { title, started: performance.now(), note: "" };
      active.add(own);
      const stopShowing = keepShowing(out, () => (out.isTTY ? [...active] : [own]), erase);
      let mark = "✗";
      try {
        const result = await work((text) => (own.note = text));
        mark = "✓";
        return result;
      } finally {
        stopShowing();
        active.delete(own);
        say(`${mark} ${title} (${since(own.started)})`);
      }
    },
  };
}

/** @param {Output} out @param {() => Step[]} steps @param {string} erase @returns {() => void} ends it */
function keepShowing(out, steps, erase) {
  const show = () => {
    const texts = steps().map(
      ({ title, started, note }) => `${title}: ${since(started)}${note && `, ${note}`}`,
    );
    const line = texts.join("  |  ");
    out.write(out.isTTY ? erase + line.slice(0, (out.columns ?? 80) - 1) : `  ${line}\n`);
  };
  const timer = setInterval(show, out.isTTY ? redrawEvery : reportEvery);
  return () => {
    clearInterval(timer);
  };
}

/** @param {number} started */
function since(started) {
  const seconds = (performance.now() - started) / 1000;
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
