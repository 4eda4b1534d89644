/**
 * Timers of cells: an interrupt stops what they do.
 *
 * What an interrupted cell has been waiting for comes once more, so that its `finally` blocks run. Timers that it starts
 * afterwards stay silent, and so do its intervals.
 */
import { promisify } from "node:util";
import type { Interruptible } from "../common/interrupt";
import { breakable, scheduleMicrotasks } from "./breakable";

type Task = (...args: unknown[]) => unknown;
type Start = (task: Task, ...rest: unknown[]) => unknown;

/**
 * Replaces the global functions that run something later.
 *
 * @param current - on whose behalf code is running
 */
export function wrapTimers(current: () => Interruptible | undefined): void {
  const globals = globalThis as unknown as Record<string, Start>;
  const { clearInterval } = globalThis;
  for (const name of ["setTimeout", "setInterval", "setImmediate"]) {
    const start = globals[name]!;
    const wrapped: Start = (task, ...rest) => {
      if (typeof task !== "function") return start(task, ...rest);
      const owner = current();
      const isSilent = owner?.isStopped ?? false;
      const timer = start(
        (...args) => {
          if (owner?.isStopped) clearInterval(timer as NodeJS.Timeout);
          if (!isSilent && !(owner?.isStopped && name === "setInterval")) breakable(() => task(...args));
        },
        ...rest,
      );
      return timer;
    };
    globals[name] = Object.assign(wrapped, { [promisify.custom]: promisify(start) });
  }
  for (const [holder, name] of [
    [globals, "queueMicrotask"],
    [process as unknown as Record<string, Start>, "nextTick"],
  ] as const) {
    const start = holder[name]!.bind(holder);
    holder[name] = (task, ...rest) => {
      scheduleMicrotasks();
      return start(task, ...rest);
    };
  }
}
