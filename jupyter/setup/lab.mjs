// @ts-check
// JupyterLab itself: its port, its arguments, what a person needs of its log, and its end.
import { once } from "node:events";
import { connect, createServer } from "node:net";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { URL } from "node:url";
import { setUp } from "./setup.mjs";
import { learnLessons, watch } from "./build.mjs";
import { makeLearningCopies } from "./lessons.mjs";
import { exclusively } from "./lock.mjs";
import { expectInterrupt, here, isLeaving, readLines, start } from "./process.mjs";
import { Problem } from "./report.mjs";

/**
 * Sets up what is missing, and runs JupyterLab until it is stopped.
 *
 * @param {readonly string[]} args - a person's own arguments for JupyterLab
 */
export async function startLab(args) {
  const surroundings = here();
  const port = requestedPort(args) ?? 0;
  // Before anything is installed, and again when that has taken its time.
  await checkPort(port);
  const jupyter = await setUp({ surroundings });
  expectInterrupt();
  await checkPort(port);
  // Two that start at the same moment would choose the same port: one by one.
  const ended = await exclusively(surroundings, () => openLab(surroundings, jupyter, args));
  const code = await ended();
  if (code === 0 || isLeaving()) return;
  throw new Problem(`JupyterLab has ended (exit code ${code}).`, "Its own messages are above.");
}

/**
 * @param {import("./process.mjs").Surroundings} surroundings @param {import("./setup.mjs").Jupyter} jupyter
 * @param {readonly string[]} args
 * @returns {Promise<() => Promise<number | null>>} waits for JupyterLab's end, and tells its exit code
 */
async function openLab(surroundings, jupyter, args) {
  const { root, progress } = surroundings;
  const notebook = makeLearningCopies(root, progress.say);
  const all = [...jupyter.args, ...labArguments(root, notebook, args, process.getuid?.() === 0)];
  const server = start(jupyter.file, all, { cwd: root, env: jupyter.env });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => server.once("close", resolve));
  const url = await progress.step("Start JupyterLab", () => untilReady(server, progress.say));
  if (url !== undefined) {
    progress.say(`\nJupyterLab runs at ${url}\nCtrl-C stops it.\n`);
    // Only now, so that it doesn't slow JupyterLab down.
    watch(surroundings, ["lib"]);
    learnLessons(surroundings);
    await Promise.race([untilListening(new URL(url)), ended]);
  }
  return () => ended;
}

/** JupyterLab names its address a moment before it has the port. @param {URL} url */
async function untilListening({ hostname, port }) {
  const deadline = Date.now() + 3000;
  while (!(await answers(hostname, Number(port))) && Date.now() < deadline) await pause(50);
}

/** @param {string} host @param {number} port */
async function answers(host, port) {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * @param {ReturnType<typeof start>} server @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} JupyterLab's address; undefined if it only had a question to answer (`--help`)
 */
function untilReady(server, say) {
  return new Promise((resolve, reject) => {
    const onLine = (/** @type {string} */ line) => {
      if (!isLeaving()) say(line);
    };
    readLines(server, createLogReader({ onReady: resolve, onLine }));
    server.once("error", reject);
    server.once("close", (code) => {
      const what = `JupyterLab did not start (exit code ${code}).`;
      if (code === 0) resolve(undefined);
      else reject(new Problem(what, "Its own messages are above."));
    });
  });
}

/**
 * Composes the arguments that JupyterLab is started with. A person's own come last, and so win.
 *
 * @param {string} root - the project's folder
 * @param {string | undefined} notebook - the one to open, below the root
 * @param {readonly string[]} args - the person's own
 * @param {boolean} administrator - whether we run as root, as one does in containers
 * @returns {string[]}
 */
export function labArguments(root, notebook, args, administrator) {
  return [
    `--ServerApp.root_dir=${root}`,
    "--ServerApp.ip=localhost",
    "--MultiKernelManager.default_kernel_name=breaking-symmetry",
    ...(notebook ? [`--LabApp.default_url=/lab/tree/${encodeURI(notebook)}`] : []),
    // JupyterLab refuses to run as root unless told so; it listens on this machine only, and asks for a token.
    ...(administrator ? ["--allow-root"] : []),
    // Who asks for a certain port shall not get another one.
    ...(requestedPort(args) === undefined ? [] : ["--ServerApp.port_retries=0"]),
    ...args,
  ];
}

/** Finds the port that a person asks for. @param {readonly string[]} args @returns {number | undefined} */
export function requestedPort(args) {
  const match = /(?:^| )--(?:ServerApp\.)?port[= ](\d+)(?: |$)/.exec(args.join(" "));
  return match ? Number(match[1]) : undefined;
}

const highestPort = 65_535;

/**
 * Makes sure that a port can be listened on; 0 stands for any.
 *
 * @param {number} port
 * @throws {Problem} if there is no such port, another program has it, or it is reserved
 */
export async function checkPort(port) {
  if (port > highestPort) {
    const what = `There is no port ${port}: ports are numbers up to ${highestPort}.`;
    throw new Problem(what, "Take another one: npm start -- --port 8888");
  }
  for (const host of ["127.0.0.1", "::1"]) {
    const refusal = await tryToListen(port, host);
    if (refusal === "EADDRINUSE") {
      const wayOut = `End that program (an earlier JupyterLab?), or take another port: npm start -- --port ${port < highestPort ? port + 1 : port - 1}`;
      throw new Problem(`Port ${port} is in use by another program.`, wayOut);
    }
    if (refusal === "EACCES") {
      const wayOut = "Take one from 1024 up: npm start -- --port 8888";
      throw new Problem(`Port ${port} is reserved for the system.`, wayOut);
    }
  }
}

/** @param {number} port @param {string} host @returns {Promise<string | undefined>} the error's code, if there is one */
async function tryToListen(port, host) {
  const server = createServer().listen({ port, host, exclusive: true });
  try {
    await once(server, "listening");
    await once(server.close(), "close");
    return undefined;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code;
  }
}

/**
 * Reads JupyterLab's log, of which a person only needs its address, warnings and errors.
 *
 * @param {object} handlers
 * @param {(url: string) => void} handlers.onReady - called once, with the address to open
 * @param {(line: string) => void} handlers.onLine - called with each line to be shown
 * @returns {(line: string) => void} takes the log's lines
 */
export function createLogReader({ onReady, onLine }) {
  let level = "";
  let announced = false;
  let ready = false;

  return (line) => {
    const entry = /^\[([DIWEC]) [^\]]*\] ?(.*)$/.exec(line);
    if (entry) level = levelOf(entry[1] ?? "", entry[2] ?? "");
    if (line.includes(" is running at:")) announced = true;
    const url = /https?:\/\/\S+/.exec(line)?.[0];
    if (announced && url && !ready) {
      ready = true;
      onReady(url);
    }
    if (level !== "I") onLine(line);
  };
}

/** The last of Jupyter's messages repeats the address as a critical one. @param {string} letter @param {string} text */
function levelOf(letter, text) {
  const address = letter === "C" && (text === "" || text.startsWith("To access the server"));
  return address ? "I" : letter;
}
