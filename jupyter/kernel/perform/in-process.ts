/**
 * Runs notebooks in this process, on the kernel's own session and compiler: no Jupyter, no sockets, and TypeScript is loaded once
 * for all of them. One notebook runs at a time, since a library finds its kernel in a global.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import path from "node:path";
import { format, inspect } from "node:util";
import { Script } from "node:vm";
import { Comms } from "../comms/comms";
import { Widgets } from "../comms/widgets";
import { Guards } from "../common/interrupt";
import type { Content, Request } from "../common/messages";
import { CellScripts } from "../errors/cell-scripts";
import type { Compiler } from "../known/lazy-compiler";
import { CellModules, defaultOf, namespaceOf } from "../node/modules";
import { hostOf } from "../session/host-object";
import type { Run } from "../session/run";
import { scriptGlobals } from "../session/script-globals";
import { Session } from "../session/session";
import type { Surroundings } from "../session/surroundings";
import { Variables } from "../session/variables";
import { GatheredOutputs, type Output } from "./gathered-outputs";

/** A session, and how to run a cell in it. */
export class InProcess {
  readonly #compiler: Compiler;
  readonly #session: Session;
  readonly #restore: () => void;
  #count = 0;
  #published: (type: string, content: Content) => void = () => undefined;
  #replied: () => void = () => undefined;

  /** @param folder - the notebook's, beside the library @param compiler - closed at the end */
  constructor(folder: string, compiler: Compiler) {
    // As Jupyter starts a kernel, with a library that knows of no other notebook.
    process.chdir(folder);
    forgetModules(path.join(path.dirname(folder), "lib") + path.sep);
    const variables = new Variables();
    const contexts = new AsyncLocalStorage<Run>();
    const comms = new Comms(
      () => undefined,
      () => `comm-${++this.#count}`,
    );
    const modules = new CellModules(folder);
    this.#compiler = compiler;
    this.#session = new Session({
      compiler,
      scripts: new CellScripts(),
      variables,
      comms,
      surroundings: surroundingsOf(contexts, variables, modules),
      send: (channel, _parent, type, content) => {
        if (channel === "iopub") this.#published(type, content);
        else this.#replied();
      },
    });
    this.#restore = this.#install(comms, modules);
  }

  /** Runs a cell. @returns what it shows */
  async run(code: string): Promise<Output[]> {
    const outputs = new GatheredOutputs();
    this.#published = outputs.receive;
    const replied = new Promise<void>((resolve) => (this.#replied = resolve));
    const header = { msg_id: `${++this.#count}`, msg_type: "execute_request", session: "", username: "" };
    const content = { code, stop_on_error: false };
    const request: Request = {
      header,
      content,
      channel: "shell",
      identities: [],
      metadata: { cellId: header.msg_id },
      buffers: [],
    };
    this.#session.receive(request);
    await replied;
    return outputs.shown;
  }

  close(): void {
    this.#restore();
    this.#compiler.close();
  }

  /** Gives cells a console and a library its kernel. @returns what takes them away */
  #install(comms: Comms, modules: CellModules): () => void {
    const session = this.#session;
    const parts = {
      comms,
      widgets: new Widgets(comms),
      load: modules.require,
      input: (): string => {
        throw new Error("Nobody answers here");
      },
      onInterrupt: () => () => undefined,
      call: session.callbacks.call.bind(session.callbacks),
      collect: session.callbacks.collect.bind(session.callbacks),
      atEnd: session.callbacks.atEnd.bind(session.callbacks),
    };
    Object.defineProperty(globalThis, Symbol.for("breaking-symmetry.kernel"), {
      configurable: true,
      get: () => session.current && hostOf(session.current, parts),
    });
    const before = { console: { ...console }, setTimeout: globalThis.setTimeout };
    const printer =
      (stream: "stdout" | "stderr") =>
      (...values: unknown[]): void =>
        session.current?.output.write(stream, `${format(...values)}\n`);
    Object.assign(console, { log: printer("stdout"), info: printer("stdout"), error: printer("stderr") });
    console.warn = printer("stderr");
    // Films that nobody watches need not last.
    globalThis.setTimeout = ((task: () => void) => before.setTimeout(task)) as typeof setTimeout;
    return () => {
      Object.assign(console, before.console);
      Object.assign(globalThis, { setTimeout: before.setTimeout });
    };
  }
}

/** @param folder - with the separator at its end */
function forgetModules(folder: string): void {
  const loaded = createRequire(__filename).cache;
  for (const file of Object.keys(loaded)) if (file.startsWith(folder)) Reflect.deleteProperty(loaded, file);
}

/** What the session needs of Node, without the means to stop a cell. */
function surroundingsOf(
  contexts: AsyncLocalStorage<Run>,
  variables: Variables,
  modules: CellModules,
): Surroundings {
  const guards = new Guards(() => contexts.getStore());
  const loader = { load: modules.require, import: modules.import, defaultOf, namespaceOf };
  const globals = scriptGlobals(variables, guards, loader);
  return {
    evaluate: ({ script: { code }, scriptName, sideModules }) => {
      modules.add(sideModules);
      const run = new Script(code, { filename: scriptName }).runInThisContext() as (
        ...args: unknown[]
      ) => unknown;
      return run(variables.exports, modules.require, globals);
    },
    breakable: (task) => task(),
    runAs: (run, task) => contexts.run(run, task),
    current: () => contexts.getStore(),
    later: (task) => setImmediate(task),
    inspect: (value) => inspect(value),
    refreshModules: () => undefined,
    tellInterrupt: () => undefined,
  };
}
