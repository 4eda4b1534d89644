/** The kernel in a web worker: the session, compiler, errors and comms of the Node kernel, in a browser's surroundings. */
import { inspect } from "node-inspect-extracted";
import { Comms } from "../../kernel/comms/comms";
import { Widgets } from "../../kernel/comms/widgets";
import { Guards, type Interruptible, KeyboardInterrupt } from "../../kernel/common/interrupt";
import type { Publish, Request, Send } from "../../kernel/common/messages";
import * as compileError from "../../kernel/compile/compile-error";
import { CellScripts } from "../../kernel/errors/cell-scripts";
import { installStacks } from "../../kernel/errors/stack";
import { type Compiler, LazyCompiler } from "../../kernel/known/lazy-compiler";
import { type KnownFile, KnownTable } from "../../kernel/known/store";
import { hostOf } from "../../kernel/session/host-object";
import type { Run } from "../../kernel/session/run";
import { scriptGlobals } from "../../kernel/session/script-globals";
import { Session } from "../../kernel/session/session";
import type { Surroundings } from "../../kernel/session/surroundings";
import { Variables } from "../../kernel/session/variables";
import * as lib from "../../../lib/index";
import type { MakeCompiler } from "./compiler";
import { makeConsole, type Print } from "./console";
import type { FileTexts } from "./file-system";
import type { Addresses, ToKernel, ToPage } from "./protocol";

declare function importScripts(url: string): void;
declare const self: typeof globalThis & {
  mathjs?: unknown;
  sources?: FileTexts;
  makeCompiler?: MakeCompiler;
  compileError?: typeof compileError;
};

/** Tells this build from others. */
declare const ENVIRONMENT: string;

const toPage = (message: ToPage): void => {
  (self.postMessage as (message: ToPage) => void)(message);
};

const send: Send = (channel, parent, msgType, content, { metadata = {} } = {}) => {
  toPage({ type: "message", channel, parent: parent.header.msg_id, msgType, content, metadata });
};

let addresses: Addresses = { compiler: "", mathjs: "", sources: "" };

/** Loads what a cell, or the library, imports. */
function load(name: string): unknown {
  if (name === "../lib") return lib;
  if (name !== "mathjs")
    throw new Error(`Cannot load "${name}": in a page, cells can import ../lib and mathjs`);
  if (self.mathjs === undefined) loadMathjs();
  return self.mathjs;
}

function loadMathjs(): void {
  try {
    importScripts(addresses.mathjs);
  } catch (cause) {
    throw new Error("Cannot load mathjs: is there a connection? Run this cell again when there is", {
      cause,
    });
  }
}

/** The library's sources, when help or an error first needs them. Without a connection there is less help. */
function loadSources(): FileTexts {
  try {
    if (self.sources === undefined) importScripts(addresses.sources);
  } catch {
    return {};
  }
  return self.sources ?? {};
}

/** TypeScript, when it is first needed. */
function loadCompiler(): Compiler {
  // The compiler throws errors that the kernel knows.
  self.compileError = compileError;
  try {
    importScripts(addresses.compiler);
  } catch (cause) {
    throw new Error(
      "Cannot load TypeScript, which checks new code: is there a connection? Run this cell again when there is; cells as they were shipped run without it",
      { cause },
    );
  }
  return self.makeCompiler!(loadSources);
}

/** The library asks for mathjs with `require`. */
Object.assign(globalThis, { require: load });

const interruptListeners = new Set<() => void>();

function surroundingsOf(variables: Variables): Surroundings {
  // What runs at once is the current run's, and so is what follows an `await` of a cell; what comes later by other ways is told
  // by the session as the last cell's.
  let current: Run | undefined;
  const runAs = <T>(run: Run, task: () => T): T => {
    const before = current;
    current = run;
    try {
      return task();
    } finally {
      current = before;
    }
  };
  const guards = new Guards(() => current ?? session.current);
  /** Goes on as the run that has waited, until the code waits again. */
  const resume = <T>(token: Interruptible | undefined, value: T): T => {
    current = token as Run | undefined;
    queueMicrotask(() => {
      if (current === token) current = undefined;
    });
    return guards.resume(token, value);
  };
  const loader = {
    load,
    import: (name: string) => Promise.resolve().then(() => load(name)),
    defaultOf: (module: { default?: unknown }) => module.default ?? module,
    namespaceOf: (module: unknown) => module,
  };
  const globals = { ...scriptGlobals(variables, guards, loader), resume };
  return {
    evaluate: ({ script: { code }, scriptName }) => {
      endGroups();
      // An indirect eval runs at the top level of the worker, as a script does.
      const run = (0, eval)(`${code}\n//# sourceURL=${scriptName}`) as (...args: unknown[]) => unknown;
      return run(variables.exports, load, globals);
    },
    breakable: (task) => task(),
    runAs,
    current: () => current,
    later: (task, milliseconds = 0) => {
      setTimeout(task, milliseconds);
    },
    inspect: (value) => inspect(value),
    refreshModules: () => undefined,
    tellInterrupt: () => {
      for (const listener of interruptListeners) listener();
    },
  };
}

const variables = new Variables();
const scripts = new CellScripts();
let session: Session;
let newest = 0;

const print: Print = (stream, text) => session.current?.output.write(stream, text);
const { console: ownConsole, endGroups } = makeConsole(print);

/** What cells see of Node's process. */
const cellsProcess = {
  env: {},
  version: process.version,
  stdout: {
    write: (text: string): boolean => {
      print("stdout", text);
      return true;
    },
  },
};
Object.assign(globalThis, { process: cellsProcess });

function start(known: KnownFile | undefined): void {
  const compiler = new LazyCompiler(new KnownTable(ENVIRONMENT, known), loadCompiler);
  const comms = new Comms(
    (...message) => {
      if (session.current) send("iopub", session.current.request, ...message);
    },
    () => `comm-${++newest}`,
  );
  session = new Session({
    compiler,
    scripts,
    variables,
    comms,
    surroundings: surroundingsOf(variables),
    send,
  });
  const parts = {
    comms,
    widgets: new Widgets(comms),
    load,
    input: (prompt: string): string => {
      throw new Error(`Cannot ask “${prompt}” in a page: write the answer into the cell`);
    },
    onInterrupt: (listener: () => void) => {
      interruptListeners.add(listener);
      return () => interruptListeners.delete(listener);
    },
    call: <T>(run: Run, task: () => T) => session.callbacks.call(run, task),
    collect: <T>(run: Run, task: () => T, receive: Publish) => session.callbacks.collect(run, task, receive),
    atEnd: (run: Run, close: () => void) => {
      session.callbacks.atEnd(run, close);
    },
  };
  Object.defineProperty(globalThis, Symbol.for("breaking-symmetry.kernel"), {
    get: () => session.current && hostOf(session.current, parts),
  });
  installStacks(scripts, {
    // Cells have names, and no addresses.
    isInternal: (file) => /^[\w-]+:/.test(file),
    isPackage: () => false,
    locate: (path, line, column) => ({ path, line, column, text: undefined }),
  });
  Object.assign(console, ownConsole);
  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    if (!(event.reason instanceof KeyboardInterrupt)) session.reportBackgroundError(event.reason);
  });
  self.addEventListener("error", (event) => {
    event.preventDefault();
    session.reportBackgroundError(event.error);
  });
}

self.onmessage = ({ data }: MessageEvent<ToKernel>) => {
  if (data.type === "start") {
    addresses = data;
    start(data.known);
    toPage({ type: "ready" });
  } else if (data.type === "interrupt") {
    session.interrupt(Infinity);
    toPage({ type: "interrupted" });
  } else if (data.type === "ping") {
    toPage({ type: "alive" });
  } else {
    const header = { msg_id: data.id, msg_type: data.msgType, session: "page", username: "reader" };
    const { content, metadata } = data;
    const request: Request = { header, identities: [], channel: "shell", metadata, content, buffers: [] };
    session.receive(request);
  }
};
