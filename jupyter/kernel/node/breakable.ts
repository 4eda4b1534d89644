/**
 * Runs code of cells in such a way that the interrupt signal ends it as an exception, wherever it has got to.
 *
 * Node's vm module can do that for a script, but only until it returns: what follows an `await` runs later, in a microtask
 * that Node starts itself, and ending that by force brings the process down. So whenever a promise settles, Node is made to
 * run the microtasks by way of a script again. Timers and the like are wrapped one by one.
 *
 * The kernel's own work is never run here, and so no interrupt can harm it.
 */
import { createHook } from "node:async_hooks";
import { Script } from "node:vm";
import { KeyboardInterrupt } from "../common/interrupt";

const slot: { task?: () => unknown } = {};
Object.defineProperty(globalThis, Symbol.for("breaking-symmetry.task"), { value: slot });

const call = new Script('globalThis[Symbol.for("breaking-symmetry.task")].task()', {
  filename: "node:breakable",
});

const nextTick = process.nextTick.bind(process);
let depth = 0;
let isScheduled = false;
let handlers: Handlers = {
  signal: () => undefined,
  broken: () => undefined,
  during: (work) => work(),
  inside: (task) => task(),
};

/** Runs a task. Throws a KeyboardInterrupt if the signal ends it. */
export function breakable<T>(task: () => T): T {
  if (depth > 0) return task();
  slot.task = () => handlers.inside(task);
  depth++;
  try {
    return handlers.during(() => call.runInThisContext({ breakOnSigint: true }) as T);
  } catch (failure) {
    if (!isBreak(failure)) throw failure;
    handlers.broken();
    throw new KeyboardInterrupt();
  } finally {
    depth--;
    rearm();
  }
}

function isBreak(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

/** Makes Node run the microtasks that are waiting, before anything else, where they can be interrupted. */
export function scheduleMicrotasks(): void {
  if (isScheduled) return;
  isScheduled = true;
  nextTick(() => {
    try {
      breakable(runMicrotasks);
    } finally {
      isScheduled = false;
    }
  });
}

/** Node keeps this function, which runs all that `process.nextTick` and promises have in store, for its own tests. */
function runMicrotasks(): void {
  (process as unknown as { _tickCallback(): void })._tickCallback();
}

/**
 * After a script, Node leaves the signal's action at its default, which is to end the process, until someone listens anew.
 */
function rearm(): void {
  signals.off("SIGINT", onSignal);
  signals.on("SIGINT", onSignal);
}

/** The real listeners of the process; cells get to see others (see cell-globals.ts). */
const signals = {
  on: process.on.bind(process),
  off: process.off.bind(process),
};
const onSignal = (): void => {
  handlers.signal();
};

interface Handlers {
  /** Called when the signal comes while no code of cells computes. */
  signal(): void;
  /** Called when it has ended some. */
  broken(): unknown;
  /** Does what the signal can end. */
  during<T>(work: () => T): T;
  /** Runs the part of it that is the reader's. */
  inside<T>(task: () => T): T;
}

/** Starts to watch over promises. */
export function makeBreakable(given: Handlers): void {
  handlers = given;
  rearm();
  createHook({ promiseResolve: scheduleMicrotasks }).enable();
}
