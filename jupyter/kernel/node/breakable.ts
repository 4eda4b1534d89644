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
import { SignalWatch } from "./signal-watch";

const slot: { task?: () => unknown } = {};
Object.defineProperty(globalThis, Symbol.for("breaking-symmetry.task"), { value: slot });

const call = new Script('globalThis[Symbol.for("breaking-symmetry.task")].task()', {
  filename: "node:breakable",
});

const nextTick = process.nextTick.bind(process);
const watch = new SignalWatch();
let depth = 0;
let isScheduled = false;
let handlers: Handlers = {
  signal: () => undefined,
  during: (work) => work(),
  enter: () => undefined,
  leave: () => false,
};

/** Runs a task. Throws a KeyboardInterrupt if the signal ends it. */
export function breakable<T>(task: () => T): T {
  if (depth > 0) return task();
  watch.look();
  slot.task = () => {
    handlers.enter();
    return task();
  };
  depth++;
  let isBroken = false;
  try {
    return handlers.during(() => call.runInThisContext({ breakOnSigint: true }) as T);
  } catch (failure) {
    isBroken = isBreak(failure);
    throw isBroken ? new KeyboardInterrupt() : failure;
  } finally {
    depth--;
    if (handlers.leave() && !isBroken) watch.awaitLateSignal();
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

interface Handlers {
  /** Called when the signal has come while no code of cells computed, and the server has not sent it. */
  signal(): void;
  /** Does what the signal can end. */
  during<T>(work: () => T): T;
  /** Called when the signal ends what comes now. */
  enter(): void;
  /** Called when it does so no more; tells whether the server has sent one since. */
  leave(): boolean;
}

/** Starts to watch over promises and the signal. */
export function makeBreakable(given: Handlers): void {
  handlers = given;
  watch.start(() => {
    handlers.signal();
  });
  createHook({ promiseResolve: scheduleMicrotasks }).enable();
}
