/** Composes the kernel in the thread that runs the cells. */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { setTimeout } from "node:timers";
import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import type { Worker } from "node:worker_threads";
import { Comms } from "./comms/comms";
import { Widgets } from "./comms/widgets";
import { CellScripts } from "./errors/cell-scripts";
import { type Compiler, LazyCompiler } from "./known/lazy-compiler";
import { installStacks } from "./errors/stack";
import { breakable, makeBreakable } from "./node/breakable";
import { useCompileCache } from "./node/compile-cache";
import { FreshModules } from "./node/fresh-modules";
import { knownCells } from "./node/known-folder";
import { hideContext } from "./node/hide-context";
import { CellModules, defaultOf, namespaceOf } from "./node/modules";
import { askForStandardInput, separateInterruptListeners } from "./node/process";
import { SourceFiles } from "./node/source-files";
import { directStreams, endGroups } from "./node/streams";
import { wrapTimers } from "./node/timers";
import { whenLoaded } from "./node/when-loaded";
import { requireFromTslab } from "./common/packages";
import type { ToServer, ToSession } from "./server/server";
import type { Shared } from "./server/shared";
import { writeJson } from "./common/json";
import type { Content, Send } from "./common/messages";
import { hostOf, type HostParts } from "./session/host-object";
import { Guards } from "./common/interrupt";
import type { Run } from "./session/run";
import { scriptGlobals } from "./session/script-globals";
import { Session } from "./session/session";
import type { Surroundings } from "./session/surroundings";
import { Variables } from "./session/variables";

/** By this time, in milliseconds, most of the compiler's code has been used once. */
const SETTLING_TIME = 2000;

/** How long, in milliseconds, the end of the process waits for the last messages. */
const FLUSH_TIME = 1000;

/**
 * Starts the session.
 *
 * @param server - the thread that talks to the front ends
 * @param shared - what both threads share
 */
export function startSession(server: Worker, shared: Shared): void {
  const toServer = (message: ToServer): void => {
    server.postMessage(message);
  };
  const send: Send = (channel, { header, identities }, type, content, extras) => {
    // What is not JSON is an error here, where the cell hears of it.
    const json = writeJson(content);
    toServer({ type: "send", message: [channel, { header, identities }, type, json, extras] });
  };
  const variables = new Variables();
  const folder = process.cwd();
  const modules = new CellModules(folder);
  const scripts = new CellScripts();
  const compiler = new LazyCompiler(knownCells(folder), () => loadCompiler(folder));
  const contexts = new AsyncLocalStorage<Run>();
  const surroundings = surroundingsOf(contexts, variables, modules, shared);
  const comms = new Comms(
    (...message) => {
      if (session.current) send("iopub", session.current.request, ...message);
    },
    () => randomUUID().replaceAll("-", ""),
  );
  const session = new Session({ compiler, scripts, variables, comms, surroundings, send });
  const askReader = (prompt: string, password = false): string =>
    breakable(() => askThrough(session.current, send, shared, prompt, password));
  installStacks(scripts, new SourceFiles(modules.compiled));
  installFunctionSources(scripts);
  wrapTimers(() => contexts.getStore());
  askForStandardInput(askReader, (error) => {
    session.fail(error);
  });
  directStreams((stream, text) => {
    session.current?.output.write(stream, text);
  });
  directDisplay(session);
  offerHost(session, {
    comms,
    widgets: new Widgets(comms),
    input: askReader,
    load: modules.require,
    onInterrupt: (listener) => {
      process.on("SIGINT", listener);
      return () => process.off("SIGINT", listener);
    },
    call: (run, task) => session.callbacks.call(run, task),
    collect: (run, task, receive) => session.callbacks.collect(run, task, receive),
    atEnd: (run, close) => {
      session.callbacks.atEnd(run, close);
    },
  });
  endGracefully(session, toServer, shared);
  hearInterrupts(server, session, shared);
  hideContext(contexts);
  server.on("message", (message: ToSession) => {
    shared.atKnownWork(() => {
      if (message.type === "request") session.receive(message.request);
      else if (message.type === "exit") process.exit(0);
    });
  });
}

/** Loads TypeScript. */
function loadCompiler(folder: string): Compiler {
  const keepCompiledCode = useCompileCache();
  setTimeout(keepCompiledCode, SETTLING_TIME).unref();
  const { makeCompiler } = createRequire(__filename)("./node/compiler") as typeof import("./node/compiler");
  // Each cell leaves some 300 kB of the compiler's garbage, of which V8 by itself would let hundreds of cells pile up.
  setFlagsFromString("--heap-growing-percent=15");
  return makeCompiler(folder);
}

/** What the session needs of Node. */
function surroundingsOf(
  contexts: AsyncLocalStorage<Run>,
  variables: Variables,
  modules: CellModules,
  shared: Shared,
): Surroundings {
  // Those that cells get to see are wrapped.
  const { setTimeout, setImmediate } = globalThis;
  const freshModules = new FreshModules();
  const guards = new Guards(() => contexts.getStore());
  const { require, import: importModule } = modules;
  const loader = { load: require, import: importModule, defaultOf, namespaceOf };
  const globals = scriptGlobals(variables, guards, loader);
  // tslab's own functions look here whether they run in a kernel.
  Object.assign(globalThis, { __tslab__: globals });
  return {
    evaluate: ({ script: { code }, scriptName, sideModules }) => {
      modules.add(sideModules);
      endGroups();
      const run = new Script(code, { filename: scriptName }).runInThisContext() as (
        ...args: unknown[]
      ) => unknown;
      return breakable(() => run(variables.exports, require, globals));
    },
    breakable,
    runAs: (run, task) => contexts.run(run, task),
    current: () => contexts.getStore(),
    later: (task, milliseconds) => {
      const work = (): void => {
        shared.atKnownWork(task);
      };
      if (milliseconds === undefined) setImmediate(work);
      else setTimeout(work, milliseconds);
    },
    inspect: (value) => inspect(value),
    refreshModules: () => {
      freshModules.refresh();
    },
    tellInterrupt: separateInterruptListeners(),
  };
}

/** Asks the reader by way of the front end, and waits for the answer with the whole thread. */
function askThrough(
  run: Run | undefined,
  send: Send,
  shared: Shared,
  prompt: string,
  password: boolean,
): string {
  if (run?.request.content.allow_stdin !== true)
    throw new Error(
      `Cannot ask “${prompt}”: this front end offers no way to answer. Write the answer into the cell`,
    );
  run.output.flush();
  return shared.awaitInput(() => {
    send("stdin", run.request, "input_request", { prompt, password });
  });
}

/** A function's text is what the reader wrote. */
function installFunctionSources(scripts: CellScripts): void {
  const original = Object.getOwnPropertyDescriptor(Function.prototype, "toString")!.value as () => string;
  Function.prototype.toString = function (this: unknown) {
    return scripts.functionSource(original.call(this));
  };
}

/** Where tslab's `display` sends its output, once a cell has loaded tslab. */
function directDisplay(session: Session): void {
  interface TslabOutput {
    lastWriteDisplayData: (content: Content, update?: boolean) => void;
  }
  whenLoaded(requireFromTslab.resolve("./dist/jupyter.js"), (tslab) => {
    (tslab as TslabOutput).lastWriteDisplayData = (content, update = false) => {
      session.current?.output.display(content, update);
    };
  });
}

function offerHost(session: Session, parts: HostParts): void {
  Object.defineProperty(globalThis, Symbol.for("breaking-symmetry.kernel"), {
    get: () => session.current && hostOf(session.current, parts),
  });
  // TypeScript knows a module's folder, which for a cell is its notebook's.
  Object.assign(globalThis, { prompt: (message = "") => parts.input(message), __dirname: process.cwd() });
}

/** Nothing is lost when a cell, or the front end, ends the process. */
function endGracefully(session: Session, toServer: (message: ToServer) => void, shared: Shared): void {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    session.sayGoodbye(Number(code ?? process.exitCode ?? 0));
    toServer({ type: "close" });
    shared.awaitFlush(FLUSH_TIME);
    return exit(code);
  };
  process.on("uncaughtException", (error) => {
    session.reportBackgroundError(error);
  });
  process.on("unhandledRejection", (reason) => {
    session.reportBackgroundError(reason);
  });
}

function hearInterrupts(server: Worker, session: Session, shared: Shared): void {
  makeBreakable({
    signal: () => {
      session.interrupt(Infinity);
    },
    during: (work) => shared.atKnownWork(work),
    enter: () => {
      shared.enterSignalled();
    },
    leave: () => shared.leaveSignalled(),
  });
  server.on("message", (message: ToSession) => {
    if (message.type !== "interrupt") return;
    shared.atKnownWork(() => {
      shared.heard = message.interrupt;
      session.interrupt(message.last);
    });
  });
}
