/** The worker in which a page's kernel runs. */
import type { ToKernel, ToPage } from "./protocol";

/** How long, in milliseconds, a cell may take to hear that it should stop. After that only the worker's end stops it. */
const PATIENCE = 1000;

/** A message of Jupyter's protocol that comes from the kernel. */
export type FromKernel = Extract<ToPage, { type: "message" }>;

/**
 * Starts a kernel.
 *
 * @param place - the address of one of the kernel's files, by its name
 * @param receive - called with each message of Jupyter's protocol
 * @returns the worker, when it is ready
 */
export async function startWorker(
  place: (file: string) => string | Promise<string>,
  receive: (message: FromKernel) => void,
): Promise<Worker> {
  const types = Promise.resolve(place("types.json"))
    .then(fetch)
    .then((response) => response.json() as Promise<Record<string, string>>);
  const worker = new Worker(await place("kernel.js"));
  const ready = new Promise<void>((resolve, reject) => {
    worker.onerror = ({ message }) => {
      reject(new Error(`The kernel could not start: ${message}`));
    };
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
      if (data.type === "ready") resolve();
      else receive(data);
    };
  });
  const [mathjs, sources] = await Promise.all([place("mathjs.js"), place("sources.js")]);
  post(worker, { type: "start", types: await types, mathjs, sources });
  await ready;
  return worker;
}

export function post(worker: Worker, message: ToKernel): void {
  worker.postMessage(message);
}

/**
 * Stops what is running, at once where it waits.
 *
 * @param waiting - the requests that have not been answered, by their ids
 * @returns whether one of them goes on all the same, so that nothing but the end of the worker stops it
 */
export async function interrupt(worker: Worker, waiting: ReadonlyMap<string, unknown>): Promise<boolean> {
  const before = [...waiting.keys()];
  post(worker, { type: "interrupt" });
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return before.some((id) => waiting.has(id));
}
