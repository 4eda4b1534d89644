/** What a cell finds as `process` where it differs from any other program's: signals, standard input and the end. */
import { EventEmitter } from "node:events";
import { Readable } from "node:stream";

type Method = (event: string, ...rest: unknown[]) => unknown;

/** The methods of an emitter that a cell may call about a signal. */
const METHODS = [
  "on",
  "addListener",
  "once",
  "prependListener",
  "prependOnceListener",
  "off",
  "removeListener",
  "removeAllListeners",
  "listeners",
  "rawListeners",
] as const;

/**
 * Gives cells a list of their own for who listens for the interrupt signal: a real listener would stand in the way of the
 * signal that stops cells.
 *
 * @returns tells all of them
 */
export function separateInterruptListeners(): () => void {
  const own = new EventEmitter();
  const methods = process as unknown as Record<string, Method>;
  for (const name of METHODS) {
    const original = methods[name]!.bind(process);
    const separate = (own as unknown as Record<string, Method>)[name]!.bind(own);
    methods[name] = (event, ...rest) => {
      if (event !== "SIGINT") return original(event, ...rest);
      const result = separate(event, ...rest);
      return result === own ? process : result;
    };
  }
  return () => {
    for (const listener of own.rawListeners("SIGINT")) (listener as () => void)();
  };
}

/** Time, in milliseconds, in which whoever has got a line may say that it wants no more. */
const PAUSE = 20;

/**
 * Makes standard input ask the reader for each line that someone waits for.
 *
 * @param fail - called with the error if no one can be asked
 */
export function askForStandardInput(ask: (prompt: string) => string, fail: (error: unknown) => void): void {
  const input = new Readable({
    read() {
      const askNow = (): void => {
        if (input.readableFlowing === false) input.once("resume", () => setTimeout(askNow, PAUSE));
        else answer(input, ask, fail);
      };
      setTimeout(askNow, PAUSE);
    },
  });
  Object.defineProperty(process, "stdin", { get: () => input, configurable: true });
}

/** Whoever waits for a line that never comes would wait for ever: their cell ends. */
function answer(input: Readable, ask: (prompt: string) => string, fail: (error: unknown) => void): void {
  try {
    input.push(`${ask("")}\n`);
  } catch (error) {
    fail(error);
    // Another cell may ask again.
    input.push("");
  }
}
