/** The console of cells in a page: its methods print as Node's do. */
import { format, inspect } from "node-inspect-extracted";
import { table } from "./console-table";

export type Print = (stream: "stdout" | "stderr", text: string) => void;

/** Of so many columns a group is indented. */
const STEP = 2;

/** Makes a console that prints. `endGroups` ends the groups that a cell has left open. */
export function makeConsole(print: Print): { readonly console: object; readonly endGroups: () => void } {
  let indent = 0;
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  const write = (stream: "stdout" | "stderr", text: string): void => {
    const margin = " ".repeat(indent);
    print(stream, `${margin}${text.replaceAll("\n", `\n${margin}`)}\n`);
  };
  const log = (...values: unknown[]): void => {
    write("stdout", format(...values));
  };
  const warn = (...values: unknown[]): void => {
    write("stderr", format(...values));
  };
  const group = (...label: unknown[]): void => {
    if (label.length > 0) log(...label);
    indent += STEP;
  };
  const timed = (label: string, method: string, more: unknown[]): boolean => {
    const start = timers.get(label);
    if (start === undefined) warn(`Warning: No such label '${label}' for console.${method}()`);
    else log("%s: %s", label, duration(performance.now() - start), ...more);
    return start !== undefined;
  };
  const console = {
    log,
    info: log,
    debug: log,
    warn,
    error: warn,
    dir: (value: unknown, options?: object) => {
      log(inspect(value, { customInspect: false, ...options }));
    },
    dirxml: log,
    table: (data: unknown, columns?: readonly string[]) => {
      const text = table(data, columns);
      if (text === undefined) log(data);
      else log(text);
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indent = Math.max(0, indent - STEP);
    },
    assert: (isTrue?: boolean, ...words: unknown[]) => {
      if (isTrue) return;
      const [first, ...rest] = words;
      warn(words.length === 0 ? "Assertion failed" : `Assertion failed: ${String(first)}`, ...rest);
    },
    count: (label: unknown = "default") => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      log(`${String(label)}: ${count}`);
    },
    countReset: (label: unknown = "default") => {
      if (!counts.delete(String(label))) warn(`Warning: Count for '${String(label)}' does not exist`);
    },
    time: (label: unknown = "default") => {
      if (timers.has(String(label)))
        warn(`Warning: Label '${String(label)}' already exists for console.time()`);
      else timers.set(String(label), performance.now());
    },
    timeLog: (label: unknown = "default", ...more: unknown[]) => {
      timed(String(label), "timeLog", more);
    },
    timeEnd: (label: unknown = "default") => {
      if (timed(String(label), "timeEnd", [])) timers.delete(String(label));
    },
    trace: (...values: unknown[]) => {
      const error = new Error(format(...values));
      error.name = "Trace";
      warn(error.stack);
    },
    /** A terminal is cleared; a notebook keeps what was printed. */
    clear: () => undefined,
  };
  const endGroups = (): void => {
    indent = 0;
  };
  return { console, endGroups };
}

/** A time as Node's timers say it. */
function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toFixed(3))}ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)}s`;
  const [minutes, rest] = [Math.floor(seconds / 60), (seconds % 60).toFixed(3)];
  return `${minutes}:${rest.padStart(6, "0")} (m:ss.mmm)`;
}
