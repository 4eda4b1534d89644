/** The worker in which a page's kernel runs. */
import type { Content } from "../../kernel/common/messages";
import type { KnownFile } from "../../kernel/known/store";
import type { ToKernel, ToPage } from "./protocol";

/** How long, in milliseconds, a cell may take to hear that it should stop. After that only the worker's end stops it. */
const PATIENCE = 1000;

/** How long, in milliseconds, a worker may take to answer a ping before it counts as busy. */
const SILENCE = 500;

const UNREACHED = "The kernel could not be loaded: is there a connection?";

/** A message of Jupyter's protocol that comes from the kernel. */
export type FromKernel = Extract<ToPage, { type: "message" }>;

/**
 * Starts a kernel.
 *
 * @param place - the address of one of the kernel's files, by its name
 * @param cells - the file of known cells
 * @param receive - called with each message of Jupyter's protocol
 * @param fail - called if it ends by itself, as for want of memory
 * @returns the worker, when it is ready
 */
export async function startWorker(
  place: (file: string) => string | Promise<string>,
  cells: string,
  receive: (message: FromKernel) => void,
  fail: (words: string) => void = () => undefined,
): Promise<Worker> {
  const known = Promise.resolve(place(cells)).then(readKnown);
  const worker = makeWorker(await place("kernel.js"));
  const ready = new Promise<void>((resolve, reject) => {
    worker.onerror = ({ message }) => {
      // Once it is ready, it catches the errors of cells by itself.
      fail(message || "the browser has ended it");
      worker.terminate();
      reject(new Error(message ? `The kernel could not start: ${message}` : UNREACHED));
    };
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
      if (data.type === "ready") resolve();
      else if (data.type === "message") receive(data);
    };
  });
  // It may fail before anyone waits for it.
  ready.catch(() => undefined);
  const address = async (file: string): Promise<string> => place(file);
  const [compiler, mathjs, sources] = await Promise.all([
    address("compiler.js"),
    address("mathjs.js"),
    address("sources.js"),
  ]);
  post(worker, { type: "start", known: await known, compiler, mathjs, sources });
  await ready;
  return worker;
}

/** A frame without an origin may run no script of the site as a worker, but one of its own that loads it. */
function makeWorker(address: string): Worker {
  try {
    return new Worker(address);
  } catch {
    const script = `importScripts(${JSON.stringify(address)})`;
    return new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  }
}

/** Without known cells, each is checked. */
async function readKnown(address: string): Promise<KnownFile | undefined> {
  try {
    return (await (await fetch(address)).json()) as KnownFile;
  } catch {
    return undefined;
  }
}

export function post(worker: Worker, message: ToKernel): void {
  worker.postMessage(message);
}

/** Ends a worker; what it has sent and no one has read yet is not heard any more. */
export function end(worker: Worker | undefined): void {
  if (!worker) return;
  worker.onmessage = null;
  worker.terminate();
}

/**
 * Says when a worker falls silent, and when it hears again: what it computes that no one has asked for in a message, such as a
 * control's drawing, shows by that alone.
 *
 * @returns ends the watch
 */
export function watch(worker: Worker, tell: (isSilent: boolean) => void): () => void {
  let unanswered = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
    if (data.type !== "alive") return;
    if (unanswered > 1) tell(false);
    unanswered = 0;
  });
  const beat = setInterval(() => {
    if (unanswered === 0) post(worker, { type: "ping" });
    if (++unanswered === 2) tell(true);
  }, SILENCE);
  return () => {
    clearInterval(beat);
  };
}

/** What a cell of a notebook says that only the end of its kernel could stop. */
const LOST =
  "The cell was stopped, and with it the kernel: the variables are gone. Run the cells above again";
export const lost: Readonly<Content> = errorOf("KeyboardInterrupt", LOST);

/** What such a cell says in a page, which runs by itself what a cell needs. */
export const STOPPED = "Stopped. The variables are gone: a cell runs again what it needs.";
export const stopped: Readonly<Content> = {
  ename: "KeyboardInterrupt",
  evalue: STOPPED,
  traceback: [STOPPED],
};

/** What a cell says whose kernel has ended by itself. */
export function ended(words: string): Readonly<Content> {
  return errorOf(
    "KernelError",
    `The kernel has ended (${words}): the variables are gone. A cell that you run starts it anew`,
  );
}

function errorOf(ename: string, evalue: string): Readonly<Content> {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

/**
 * Stops what is running, at once where it waits.
 *
 * @returns whether it has not heard of it, so that nothing but the end of the worker stops it
 */
export function interrupt(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
      if (data.type === "interrupted") resolve(false);
    });
    setTimeout(resolve, PATIENCE, true);
    post(worker, { type: "interrupt" });
  });
}
