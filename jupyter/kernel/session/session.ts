/**
 * The reader's session: it runs cells one after another and answers questions about their code. It knows nothing of sockets,
 * threads or Node, so that a browser can host it as well.
 *
 * An interrupt may end the reader's code at any place and drop whatever promises have in store. So the end of a run is told by
 * one method that may be called from several sides and tells it once, and nothing of the session waits for a promise alone.
 */
import type { Comms } from "../comms/comms";
import { describeError, unreadableError, type ErrorDescription } from "../errors/describe";
import type { CellScripts } from "../errors/cell-scripts";
import { CellOutput } from "./cell-output";
import { Callbacks } from "./callbacks";
import { KeyboardInterrupt } from "../common/interrupt";
import type { Compiler } from "../known/lazy-compiler";
import type { Content, Extras, Publish, Request, Send } from "../common/messages";
import { own } from "../common/own";
import { limitsOf } from "./excess";
import { isPromise, represent, type Representation } from "./results";
import { Run } from "./run";
import type { Surroundings } from "./surroundings";
import { Transcripts } from "./transcripts";
import type { Snapshot, Variables } from "./variables";

/** Time, in milliseconds, in which requests that were sent together with a failed one arrive. */
const ARRIVAL_TIME = 10;

interface Waiting {
  readonly request: Request;
  aborted: boolean;
}

export interface SessionParts {
  readonly compiler: Compiler;
  readonly scripts: CellScripts;
  readonly variables: Variables;
  readonly comms: Comms;
  readonly surroundings: Surroundings;
  readonly send: Send;
}

export class Session {
  readonly #parts: SessionParts;
  readonly #waiting: Waiting[] = [];
  readonly callbacks: Callbacks;
  readonly #transcripts: Transcripts;
  #running: Run | undefined;
  #last: Run | undefined;
  #executionCount = 0;
  #runs = 0;
  /** How many execute requests have had their turn. */
  #turns = 0;
  #before: Snapshot = new Map();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.callbacks = new Callbacks(parts.surroundings);
    this.#transcripts = new Transcripts(parts.comms, () => this.#running?.cellId);
  }

  /** Takes a message of a front end. */
  receive(request: Request): void {
    own(this.#handlers, request.header.msg_type)?.(request);
  }

  readonly #handlers: Readonly<Record<string, (request: Request) => void>> = {
    execute_request: (request) => {
      this.#waiting.push({ request, aborted: false });
      if (!this.#running) this.#next();
    },
    complete_request: this.#answering("complete_reply", (compiler, { code, cursor_pos: cursor, above }) =>
      compiler.complete(String(code), Number(cursor), textsOf(above)),
    ),
    inspect_request: this.#answering(
      "inspect_reply",
      (compiler, { code, cursor_pos: cursor, detail_level: detail, above }) =>
        compiler.inspect(String(code), Number(cursor), Number(detail ?? 0), textsOf(above)),
    ),
    is_complete_request: this.#answering("is_complete_reply", (compiler, { code }) =>
      compiler.isComplete(String(code)),
    ),
    diagnose_request: this.#answering("diagnose_reply", (compiler, { code, above }) => ({
      status: "ok",
      diagnostics: compiler.diagnose(String(code), textsOf(above)),
    })),
    format_request: this.#answering("format_reply", (compiler, { code }) => ({
      status: "ok",
      code: compiler.format(String(code)),
    })),
    comm_info_request: this.#answering("comm_info_reply", (_, { target_name: target }) => ({
      status: "ok",
      comms: this.#parts.comms.info(typeof target === "string" ? target : undefined),
    })),
    comm_open: (request) => {
      this.#receiveComm(request);
    },
    comm_msg: (request) => {
      this.#receiveComm(request);
    },
    comm_close: (request) => {
      this.#receiveComm(request);
    },
  };

  /** On whose behalf code is running; the last cell's if no one can tell. */
  get current(): Run | undefined {
    return this.#parts.surroundings.current() ?? this.#running ?? this.#last;
  }

  /**
   * Interrupts what is running.
   *
   * @param last - the number of execute requests that had come by then: no later one is meant
   */
  interrupt(last: number): void {
    const { surroundings } = this.#parts;
    const run = this.#running;
    if (run && this.#turns > last) return;
    if (!this.callbacks.interrupt() && !run) return;
    surroundings.tellInterrupt();
    this.fail(new KeyboardInterrupt());
  }

  /**
   * Reports an error that no one waits for, from a timer or a rejected promise: it is an error of the cell that has set it off.
   */
  reportBackgroundError(failure: unknown): void {
    // What an interrupt ends needs no report.
    if (failure instanceof KeyboardInterrupt) return;
    const run = this.current;
    if (!run) return;
    const description = this.#describe(failure);
    run.backgroundError ??= description;
    run.output.complain({ ...description });
  }

  /** Ends the cell that is running, with an error of something that it waits for. */
  fail(failure: unknown): void {
    const run = this.#running;
    if (!run) return;
    run.isStopped = true;
    this.#finish(run, { failure });
  }

  /** Tells why the process ends, in the place of the cell that ends it. */
  sayGoodbye(code: number): void {
    const run = this.#running;
    if (!run) return;
    run.output.write(
      "stderr",
      `This cell ended the kernel: it called process.exit(${code}). Its variables are gone.\n`,
    );
    this.#reply(run, { status: "aborted", execution_count: run.count });
  }

  /** An answer that needs nothing of the reader's variables. */
  #answering(type: string, make: (compiler: Compiler, content: Content) => Content) {
    return (request: Request): void => {
      const publish = this.#publisher(request);
      // An editor asks while the reader types, and JupyterLab lays out its toolbar anew whenever a kernel becomes busy.
      if (type !== "diagnose_reply") publish("status", { execution_state: "busy" });
      let answer: Content;
      try {
        answer = make(this.#parts.compiler, request.content);
      } catch (failure) {
        answer = { status: "error", ...this.#describe(failure) };
      }
      this.#parts.send(request.channel, request, type, answer);
      publish("status", { execution_state: "idle" });
    };
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next) this.#start(next);
  }

  #start({ request, aborted }: Waiting): void {
    const { code, silent = false, store_history: stored = true } = request.content;
    this.#turns++;
    const publish = this.#publisher(request);
    publish("status", { execution_state: "busy" });
    const isCounted = stored !== false && silent !== true && !aborted;
    if (isCounted) this.#executionCount++;
    const { metadata, header } = request;
    const show =
      silent === true
        ? () => undefined
        : this.#transcripts.keeping(metadata.cellId, header.msg_id, this.#executionCount, publish);
    const run = new Run(request, new CellOutput(show, limitsOf(String(code))), this.#executionCount);
    this.#running = this.#last = run;
    if (aborted) {
      this.#reply(run, { status: "aborted", execution_count: run.count });
      return;
    }
    this.callbacks.endWith(request);
    if (silent !== true) publish("execute_input", { code, execution_count: run.count });
    try {
      const help = this.#parts.compiler.help(String(code));
      if (help) this.#reply(run, { ...okay(run), payload: [{ source: "page", start: 0, data: help }] });
      else this.#compile(run, String(code));
    } catch (failure) {
      // In a page the compiler may not have come.
      this.#finish(run, { failure });
    }
  }

  #compile(run: Run, code: string): void {
    const { compiler, variables, surroundings } = this.#parts;
    this.#before = new Map();
    try {
      run.compiled = compiler.compile(code, {
        title: `Cell [${run.count}]`,
        scriptName: `cell-${++this.#runs}`,
      });
    } catch (failure) {
      this.#finish(run, { failure });
      return;
    }
    this.#parts.scripts.add(run.compiled);
    if (run.compiled.imports) surroundings.refreshModules();
    this.#before = variables.snapshot(run.compiled.script.names);
    // An interrupt that came meanwhile is heard first.
    surroundings.later(() => {
      this.#evaluate(run);
    });
  }

  #evaluate(run: Run): void {
    const { surroundings } = this.#parts;
    const { compiled } = run;
    if (run.isFinished || !compiled) return;
    try {
      surroundings.runAs(run, () => {
        const completion = surroundings.evaluate(compiled);
        if (!compiled.script.waits) this.#show(run, completion);
        else
          (completion as Promise<unknown>).then(
            (value) => {
              this.#show(run, value);
            },
            (failure: unknown) => {
              this.#finish(run, { failure });
            },
          );
      });
    } catch (failure) {
      this.#finish(run, { failure });
    }
  }

  /** Shows the value of the last expression. */
  #show(run: Run, value: unknown): void {
    const { surroundings } = this.#parts;
    const publish = (bundles: Representation): void => {
      // A cell has one result; what comes with it is shown as its outputs are.
      const [last, ...before] = [...bundles].reverse();
      for (const bundle of before.reverse()) run.output.display({ ...bundle, transient: {} });
      if (last) run.output.send("execute_result", { execution_count: run.count, ...last });
    };
    try {
      const shown =
        value === undefined || value === null
          ? []
          : surroundings.breakable(() => represent(value, this.#inspect));
      if (isPromise(shown))
        shown.then(publish).then(
          () => {
            this.#end(run);
          },
          (failure: unknown) => {
            this.#finish(run, { failure });
          },
        );
      else {
        publish(shown);
        this.#end(run);
      }
    } catch (failure) {
      this.#finish(run, { failure });
    }
  }

  /** An unhandled rejection is known only when everything that is due has been done. */
  #end(run: Run): void {
    this.#parts.surroundings.later(() => {
      this.#finish(run, {});
    });
  }

  /** The end of a run, whichever way it was reached. Only the first call counts. */
  #finish(run: Run, outcome: { readonly failure?: unknown }): void {
    if (run.isFinished) return;
    run.isFinished = true;
    const { compiler, variables } = this.#parts;
    const failed = "failure" in outcome;
    if (run.compiled)
      compiler.commit(run.compiled, failed ? variables.unchangedSince(this.#before) : new Set());
    const error = failed ? this.#describe(outcome.failure) : run.backgroundError;
    if (failed) run.output.send("error", { ...error });
    run.output.flush();
    if (!error) this.#replyWithExpressions(run);
    else if (run.request.content.stop_on_error === false) this.#replyWithError(run, error);
    else
      this.#parts.surroundings.later(() => {
        for (const waiting of this.#waiting) waiting.aborted = true;
        this.#replyWithError(run, error);
      }, ARRIVAL_TIME);
  }

  #replyWithError(run: Run, error: ErrorDescription): void {
    this.#reply(run, { status: "error", execution_count: run.count, ...error });
  }

  #replyWithExpressions(run: Run): void {
    const wanted = Object.entries((run.request.content.user_expressions ?? {}) as Record<string, string>);
    const expressions = Object.fromEntries(wanted.map(([name, code]) => [name, this.#expression(run, code)]));
    this.#reply(run, { ...okay(run), user_expressions: expressions });
  }

  #expression(run: Run, code: string): Content {
    const { compiler, surroundings } = this.#parts;
    try {
      const cell = compiler.compile(`(${code}\n)`, {
        title: "Expression",
        scriptName: `cell-${++this.#runs}`,
      });
      const value = surroundings.runAs(run, () => surroundings.evaluate(cell));
      const shown = surroundings.breakable(() => represent(value, this.#inspect));
      return {
        status: "ok",
        ...(isPromise(shown) ? { data: { "text/plain": "[promise]" }, metadata: {} } : shown[0]),
      };
    } catch (failure) {
      return { status: "error", ...this.#describe(failure) };
    }
  }

  #reply(run: Run, content: Content): void {
    const { request } = run;
    run.isFinished = true;
    run.output.flush();
    this.#parts.send(request.channel, request, "execute_reply", content);
    this.#publisher(request)("status", { execution_state: "idle" });
    this.#running = undefined;
    // Other requests come first.
    this.#parts.surroundings.later(() => {
      if (!this.#running) this.#next();
    });
  }

  /**
   * A message to a channel is not queued behind the cells: what it sets off runs at once. A front end sends its next only when
   * it hears that the kernel is idle; that it was busy goes without saying, because JupyterLab lays out its toolbar anew at each
   * change, which takes longer than most figures.
   */
  #receiveComm(request: Request): void {
    const publish = this.#publisher(request);
    try {
      this.#parts.comms.receive(request, publish);
    } catch (failure) {
      this.reportBackgroundError(failure);
    }
    publish("status", { execution_state: "idle" });
    // A front end shows the status that came last, whatever it belongs to.
    if (this.#running) this.#publisher(this.#running.request)("status", { execution_state: "busy" });
  }

  readonly #inspect = (value: unknown): string => this.#parts.surroundings.inspect(value);

  #publisher(request: Request): Publish {
    return (type: string, content: Content, extras?: Extras) => {
      this.#parts.send("iopub", request, type, content, extras);
    };
  }

  /** Describes what a cell threw, which may itself run code of the reader. */
  #describe(failure: unknown): ErrorDescription {
    const { surroundings } = this.#parts;
    try {
      return surroundings.breakable(() => describeError(failure, this.#inspect));
    } catch {
      return unreadableError;
    }
  }
}

/** The cells above the one that is asked about, if the front end tells them. */
function textsOf(above: unknown): string[] {
  return Array.isArray(above) ? above.map(String) : [];
}

/** What the reply to a cell says that went well. */
function okay({ count }: Run): Content {
  return { status: "ok", execution_count: count, payload: [], user_expressions: {} };
}
