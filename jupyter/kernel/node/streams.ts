/**
 * Directs what a cell prints to the cell's output: the standard streams, what is written to their file descriptors, and the
 * output of child processes that inherit them.
 */
import childProcess from "node:child_process";
import fs from "node:fs";
import { StringDecoder } from "node:string_decoder";

export type StreamName = "stdout" | "stderr";
type Print = (stream: StreamName, text: string) => void;
type Any = (...args: unknown[]) => unknown;
type Data = string | Uint8Array;

const STREAMS: Readonly<Record<number, StreamName>> = { 1: "stdout", 2: "stderr" };

/** From now on `print` gets everything. */
export function directStreams(print: Print): void {
  for (const name of ["stdout", "stderr"] as const) {
    const write = decoding(print, name);
    process[name].write = (data: Data, ...rest: unknown[]) => {
      write(data);
      const done = rest.find((argument) => typeof argument === "function") as (() => void) | undefined;
      if (done) queueMicrotask(done);
      return true;
    };
  }
  directDescriptors(print);
  directChildren(print);
  countGroups();
}

/** How many groups of lines a cell may have left open. */
let groups = 0;

/** From now on the groups that cells begin with `console.group` are counted. */
function countGroups(): void {
  for (const name of ["group", "groupCollapsed"] as const) {
    const begin = console[name].bind(console);
    console[name] = (...label: unknown[]) => {
      groups++;
      begin(...label);
    };
  }
}

/** Ends the groups that a cell has left open, so that the next one is not indented. */
export function endGroups(): void {
  for (; groups > 0; groups--) console.groupEnd();
}

/** A character may be split between two writes of bytes. */
function decoding(print: Print, stream: StreamName): (data: Data) => void {
  const decoder = new StringDecoder("utf8");
  return (data) => {
    print(stream, typeof data === "string" ? data : decoder.write(Buffer.from(data)));
  };
}

function directDescriptors(print: Print): void {
  const functions = fs as unknown as Record<"write" | "writeSync", Any>;
  const { write, writeSync } = functions;
  const printed = (stream: StreamName, data: Data): number => {
    print(stream, Buffer.from(data as string).toString());
    return Buffer.byteLength(data);
  };
  functions.writeSync = (...args) => {
    const [file, data] = args as [number, Data];
    const stream = STREAMS[file];
    return stream ? printed(stream, data) : writeSync(...args);
  };
  functions.write = Object.assign((...args: unknown[]) => {
    const [file, data] = args as [number, Data];
    const stream = STREAMS[file];
    if (!stream) return write(...args);
    const done = args.at(-1);
    if (typeof done === "function") (done as Any)(null, printed(stream, data), data);
    return undefined;
  }, write);
}

interface Options {
  stdio?: unknown;
}

/** What a child inherits goes through pipes instead, since the process cannot redirect its own descriptors. */
function directChildren(print: Print): void {
  const functions = childProcess as unknown as Record<string, Any>;
  for (const name of ["spawn", "fork"] as const) {
    const start = functions[name]!;
    functions[name] = (...args) => {
      const piped = pipeInherited(
        args,
        name === "fork" ? ["inherit", "inherit", "inherit", "ipc"] : undefined,
      );
      const child = start(...args) as childProcess.ChildProcess;
      for (const stream of piped) child[stream]?.on("data", decoding(print, stream));
      return child;
    };
  }
  const { spawnSync, execSync, execFileSync } = functions;
  functions.spawnSync = (...args) => {
    const piped = pipeInherited(args);
    const result = spawnSync!(...args) as childProcess.SpawnSyncReturns<Data>;
    for (const stream of piped) print(stream, Buffer.from(result[stream] as string).toString());
    return result;
  };
  for (const [name, run] of Object.entries({ execSync, execFileSync })) {
    functions[name] = (...args) => {
      if (pipeInherited(args).length === 0) return run!(...args);
      // Node prints what the child writes on standard error by itself, unless it is told where it shall go.
      Object.assign(args.at(-1) as Options, { stdio: undefined });
      print("stdout", Buffer.from(run!(...args) as string).toString());
      return null;
    };
  }
}

/** Changes the options of a child so that it inherits none of the streams, and tells which it would have. */
function pipeInherited(args: unknown[], standard?: readonly unknown[]): StreamName[] {
  const last = args.findIndex(
    (argument) => typeof argument === "object" && !Array.isArray(argument) && argument !== null,
  );
  const options: Options = last < 0 ? {} : { ...(args[last] as Options) };
  const stdio =
    typeof options.stdio === "string" ? Array<unknown>(3).fill(options.stdio) : (options.stdio ?? standard);
  if (!Array.isArray(stdio)) return [];
  const inherits = (place: 1 | 2): boolean =>
    ["inherit", place, process[STREAMS[place]!]].includes(stdio[place] as string);
  const piped = ([1, 2] as const).filter(inherits);
  options.stdio = stdio.map((kind: unknown, place) => (piped.includes(place as 1) ? "pipe" : kind));
  if (last < 0) args.push(options);
  else args[last] = options;
  return piped.map((place) => STREAMS[place]!);
}
