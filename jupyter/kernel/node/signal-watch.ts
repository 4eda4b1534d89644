/**
 * Keeps the interrupt signal from ending the process, and notes one that has come too late to end a script.
 *
 * Around a script that the signal may end, Node starts to watch for it, and afterwards leaves its action at the default: to end the
 * process. A signal that arrives a moment late does that. So Node is told to go on watching, as its own REPL does.
 */

/** What Node's REPL uses; a version without it watches around scripts only. */
interface Contextify {
  startSigintWatchdog(): void;
  stopSigintWatchdog(): void;
  watchdogHasPendingSigint(): boolean;
}

/** How often, in milliseconds, to look for a signal that no one has announced. */
const INTERVAL = 100;

/** How late, in milliseconds, a signal may come. */
const LATENESS = 100;

const { setInterval, setImmediate } = globalThis;
const pause = new Int32Array(new SharedArrayBuffer(4));

export class SignalWatch {
  readonly #node = (process as unknown as { binding?(name: string): Contextify | undefined }).binding?.(
    "contextify",
  );
  #onSignal = (): void => undefined;

  /** @param onSignal - called soon after a signal that comes while no script runs */
  start(onSignal: () => void): void {
    this.#onSignal = onSignal;
    this.#node?.startSigintWatchdog();
    setInterval(() => {
      this.look();
    }, INTERVAL).unref();
  }

  /** To be called before each script: Node forgets at its end what came before. */
  look(): void {
    if (this.#take()) setImmediate(this.#onSignal);
  }

  /** Waits, with the whole thread, for a signal that was sent before a script ended: it must not end the next one. */
  awaitLateSignal(): void {
    const end = performance.now() + LATENESS;
    while (this.#node && !this.#take() && performance.now() < end) Atomics.wait(pause, 0, 0, 1);
  }

  #take(): boolean {
    if (!this.#node?.watchdogHasPendingSigint()) return false;
    // Node forgets about it when it starts anew.
    this.#node.stopSigintWatchdog();
    this.#node.startSigintWatchdog();
    return true;
  }
}
