/** The kernel in a web worker: the session, compiler, errors and comms of the Node kernel, in a browser's surroundings. */
import { format, inspect } from "node-inspect-extracted";
import { Comms } from "../../kernel/comms/comms";
import { Widgets } from "../../kernel/comms/widgets";
import { Guards, KeyboardInterrupt } from "../../kernel/common/interrupt";
import type { Publish, Request, Send } from "../../kernel/common/messages";
import { CellCompiler } from "../../kernel/compile/cell-compiler";
import { CellScripts } from "../../kernel/errors/cell-scripts";
import { installStacks } from "../../kernel/errors/stack";
import { hostOf } from "../../kernel/session/host-object";
import type { Run } from "../../kernel/session/run";
import { Session } from "../../kernel/session/session";
import type { Surroundings } from "../../kernel/session/surroundings";
import { Variables } from "../../kernel/session/variables";
import * as lib from "../../../lib/index";
import { addFiles, type FileTexts, offerSources } from "./file-system";
import type { ToKernel, ToPage } from "./protocol";

declare function importScripts(url: string): void;
declare const self: typeof globalThis & { mathjs?: unknown; sources?: FileTexts };

const toPage = (message: ToPage): void => {
  (self.postMessage as (message: ToPage) => void)(message);
};

const send: Send = (channel, parent, msgType, content, { metadata = {} } = {}) => {
  toPage({ type: "message", channel, parent: parent.header.msg_id, msgType, content, metadata });
};

let mathjsUrl = "";

/** Loads what a cell, or the library, imports. */
function load(name: string): unknown {
  if (name === "../lib") return lib;
  if (name !== "mathjs")
    throw new Error(`Cannot load "${name}": in a page, cells can import ../lib and mathjs`);
  if (self.mathjs === undefined) importScripts(mathjsUrl);
  return self.mathjs;
}

/** The library's sources, when help or an error first needs them. Without a connection there is less help. */
function sourcesFrom(url: string): FileTexts {
  try {
    if (self.sources === undefined) importScripts(url);
  } catch {
    return {};
  }
  return self.sources ?? {};
}

/** The library asks for mathjs with `require`. */
Object.assign(globalThis, { require: load });

const interruptListeners = new Set<() => void>();

function surroundingsOf(variables: Variables): Surroundings {
  // What runs at once is the current run's; what comes later is told by the session as the last cell's.
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
  const globals = {
    box: (name: string) => variables.box(name),
    load,
    import: (name: string) => Promise.resolve().then(() => load(name)),
    defaultOf: (module: { default?: unknown }) => module.default ?? module,
    namespaceOf: (module: unknown) => module,
    token: guards.token,
    alive: guards.alive,
    resume: guards.resume,
    iterate: guards.iterate.bind(guards),
  };
  return {
    evaluate: ({ script: { code }, scriptName }) => {
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
let compiler: CellCompiler;
let session: Session;
let newest = 0;

function start(): void {
  compiler = new CellCompiler();
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
    isInternal: (file) => file.startsWith(self.location.origin) || file.startsWith("blob:"),
    isPackage: () => false,
    locate: (path, line, column) => ({ path, line, column, text: undefined }),
  });
  for (const [name, stream] of [
    ["log", "stdout"],
    ["info", "stdout"],
    ["debug", "stdout"],
    ["warn", "stderr"],
    ["error", "stderr"],
  ] as const)
    console[name] = (...values: unknown[]) => session.current?.output.write(stream, `${format(...values)}\n`);
  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    if (!(event.reason instanceof KeyboardInterrupt)) session.reportBackgroundError(event.reason);
  });
  self.addEventListener("error", (event) => {
    event.preventDefault();
    session.reportBackgroundError(event.error);
  });
  compiler.warmUp();
}

self.onmessage = ({ data }: MessageEvent<ToKernel>) => {
  if (data.type === "start") {
    addFiles(data.types);
    mathjsUrl = data.mathjs;
    offerSources(() => sourcesFrom(data.sources));
    start();
    toPage({ type: "ready" });
  } else if (data.type === "interrupt") session.interrupt(Infinity);
  else {
    const header = { msg_id: data.id, msg_type: data.msgType, session: "page", username: "reader" };
    const { content, metadata } = data;
    const request: Request = { header, identities: [], channel: "shell", metadata, content, buffers: [] };
    session.receive(request);
  }
};
