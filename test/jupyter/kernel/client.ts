/**
 * A small Jupyter client: it starts a kernel (ours, or tslab as it is installed), talks to it over ZeroMQ as a front end
 * does, and collects what comes back. It shares no code with the kernel.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Dealer, Request, Subscriber } from "zeromq";
import { patience } from "../../run/patience.mjs";

export type KernelKind = "ours" | "stock";
export type Content = Record<string, unknown>;
export interface JupyterMessage {
  readonly type: string;
  readonly content: Content;
  readonly parentId: string;
}

/** What came back for one request. */
export interface Answer {
  readonly reply: JupyterMessage;
  /** The messages of the IOPub channel that belong to the request, in order. */
  readonly published: readonly JupyterMessage[];
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeArguments?: readonly string[];
  /** Whether the kernel leads a group of processes, as one that Jupyter starts does. */
  readonly isLeader?: boolean;
  /** What messages are signed with; nothing is signed if it is empty. */
  readonly key?: string;
}

export type Channel = "shell" | "control";

export const REPOSITORY = resolve(__dirname, "../../..");

const COMMANDS: Record<KernelKind, readonly string[]> = {
  ours: [join(REPOSITORY, "jupyter/kernel/dist/main.js")],
  stock: [join(REPOSITORY, "node_modules/tslab/bin/tslab"), "kernel"],
};

const KEY = "a key for tests";
/** What a connection has a port for. */
export const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/** Fails if a promise takes longer than a time in milliseconds, on a machine that does nothing else. */
export async function within<T>(milliseconds: number, promise: Promise<T>, what = "answer"): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No ${what} within ${milliseconds} ms`));
    }, patience(milliseconds));
    // What has been given up for another reason keeps no test running.
    timer.unref();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ports that no one listens on at the moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** Writes what Jupyter tells a kernel when it starts it. */
export function writeConnectionFile(
  file: string,
  ports: Readonly<Record<string, number>>,
  key: string = KEY,
): void {
  const common = { ip: "127.0.0.1", transport: "tcp", key, signature_scheme: "hmac-sha256" };
  writeFileSync(file, JSON.stringify({ ...ports, ...common, kernel_name: "test" }));
}

export class Kernel {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  /** Everything that came on the IOPub channel. */
  readonly published: JupyterMessage[] = [];
  /** What the kernel process itself wrote to its standard error. */
  log = "";
  readonly #folder: string;
  readonly #key: string;
  readonly #ports: Readonly<Record<string, number>>;
  readonly #sockets: { shell: Dealer; control: Dealer; stdin: Dealer; iopub: Subscriber };
  readonly #questions: Content[] = [];
  readonly #waiting = new Set<{ isDone: () => boolean; resolve: () => void }>();
  readonly #replies = new Map<string, JupyterMessage>();

  private constructor(kind: KernelKind, ports: number[], options: StartOptions) {
    this.#folder = mkdtempSync(join(tmpdir(), "kernel-test-"));
    this.#ports = Object.fromEntries(PORTS.map((name, i) => [name, ports[i]!]));
    const connection = join(this.#folder, "connection.json");
    this.#key = options.key ?? KEY;
    writeConnectionFile(connection, this.#ports, this.#key);
    const command = [...(options.nodeArguments ?? []), ...COMMANDS[kind], "--config-path", connection];
    this.process = spawn(process.execPath, command, {
      cwd: options.cwd ?? join(REPOSITORY, "notebooks"),
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "ignore", "pipe"],
      // As Jupyter starts it: the leader of a group of its own.
      detached: options.isLeader ?? false,
    });
    this.process.stderr?.on("data", (data: Buffer) => {
      this.log += data.toString();
    });
    this.exited = new Promise((done) => this.process.once("exit", done));
    // Questions come to the identity that has sent the cell.
    const routingId = randomUUID();
    this.#sockets = {
      shell: new Dealer({ routingId }),
      control: new Dealer(),
      stdin: new Dealer({ routingId }),
      iopub: new Subscriber(),
    };
    this.#connect();
  }

  /** Starts a kernel and waits until it answers. */
  static async start(kind: KernelKind = "ours", options: StartOptions = {}): Promise<Kernel> {
    const kernel = new Kernel(kind, await freePorts(PORTS.length), options);
    const ended = kernel.exited.then(() => {
      throw new Error("The kernel ended");
    });
    try {
      await within(60_000, Promise.race([kernel.#waitUntilReady(), ended]), "answer of a starting kernel");
    } catch (error) {
      await kernel.stop();
      // Between finding a free port and using it, any connection on the machine may have been given it.
      if (isPortTaken(kernel.log)) return Kernel.start(kind, options);
      throw new Error(`Cannot start the kernel: ${kernel.log}`, { cause: error });
    }
    return kernel;
  }

  /** Sends a request and returns its id. */
  async send(type: string, content: Content, channel: Channel = "shell", key = this.#key): Promise<string> {
    const frames = await this.framesOf(type, content, key);
    await this.sendFrames(frames, channel);
    return (JSON.parse(frames[2]!) as { msg_id: string }).msg_id;
  }

  /** The frames of a request. */
  framesOf(type: string, content: Content, key = this.#key): Promise<string[]> {
    const header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: "test",
      username: "test",
      version: "5.3",
    };
    const body = [{ ...header, date: new Date().toISOString() }, {}, {}, content].map((part) =>
      JSON.stringify(part),
    );
    const signature = key === "" ? "" : createHmac("sha256", key).update(body.join("")).digest("hex");
    return Promise.resolve(["<IDS|MSG>", signature, ...body]);
  }

  /** Answers the next question that a cell asks the reader, and returns what was asked. */
  async input(value: string): Promise<Content> {
    await within(
      5000,
      this.until(() => this.#questions.length > 0),
      "question",
    );
    const question = this.#questions.shift()!;
    await this.#sockets.stdin.send(await this.framesOf("input_reply", { value }));
    return question;
  }

  /** Sends what is not a heartbeat to the heartbeat's port. */
  async disturbHeartbeat(): Promise<void> {
    const dealer = new Dealer({ linger: 100 });
    dealer.connect(`tcp://127.0.0.1:${this.#ports.hb_port}`);
    await dealer.send("x");
    dealer.close();
    for (const text of ["GET / HTTP/1.1\r\n\r\n", "\u0000".repeat(100)]) {
      const socket = connect(Number(this.#ports.hb_port), "127.0.0.1");
      socket.on("error", () => undefined);
      await once(socket, "connect");
      socket.write(text);
      await new Promise((done) => setTimeout(done, 50));
      socket.destroy();
    }
  }

  /** Sends what need not be a message. */
  sendFrames(frames: string[], channel: Channel): Promise<void> {
    return this.#sockets[channel].send(frames);
  }

  /** Waits for the reply to a request and for everything published for it. */
  async answer(id: string, timeout = 20_000): Promise<Answer> {
    const isDone = (): boolean => this.#replies.has(id) && this.publishedFor(id).some(isIdle);
    await within(timeout, this.until(isDone));
    return {
      reply: this.#replies.get(id)!,
      published: this.publishedFor(id).filter((m) => m.type !== "status"),
    };
  }

  async request(type: string, content: Content, timeout = 20_000): Promise<Answer> {
    return this.answer(await this.send(type, content), timeout);
  }

  /** Sends a request on the control channel and waits for the reply alone. */
  async control(type: string, content: Content, timeout = 5000): Promise<JupyterMessage> {
    const id = await this.send(type, content, "control");
    await within(
      timeout,
      this.until(() => this.#replies.has(id)),
      `reply to ${type}`,
    );
    return this.#replies.get(id)!;
  }

  /** Sends a cell to run and returns the id of the request. */
  sendCell(code: string, options: Content = {}): Promise<string> {
    const content = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    return this.send("execute_request", { code, ...content, stop_on_error: true, ...options });
  }

  /** Runs a cell. */
  async run(code: string, options: Content = {}, timeout = 20_000): Promise<Answer> {
    return this.answer(await this.sendCell(code, options), timeout);
  }

  publishedFor(id: string): JupyterMessage[] {
    return this.published.filter(({ parentId }) => parentId === id);
  }

  /** Waits until something is the case; it is asked after every message. */
  until(isDone: () => boolean): Promise<void> {
    if (isDone()) return Promise.resolve();
    const happens = new Promise<void>((resolve) => this.#waiting.add({ isDone, resolve }));
    return within(60_000, happens, isDone.toString());
  }

  /** The heartbeat's echo. */
  async beat(text: string, timeout = 5000): Promise<string> {
    const heart = new Request({ linger: 0 });
    heart.connect(`tcp://127.0.0.1:${this.#ports.hb_port}`);
    try {
      await heart.send(text);
      const [echo] = await within(timeout, heart.receive(), "heartbeat");
      return String(echo);
    } finally {
      heart.close();
    }
  }

  /** Ends the process, whatever it does. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null) this.process.kill("SIGKILL");
    await this.exited;
    Object.values(this.#sockets).forEach((socket) => {
      socket.close();
    });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #connect(): void {
    const { shell, control, stdin, iopub } = this.#sockets;
    for (const socket of [shell, control, stdin, iopub]) socket.linger = 0;
    stdin.connect(`tcp://127.0.0.1:${this.#ports.stdin_port}`);
    void this.#receive(stdin, ({ content }) => this.#questions.push(content));
    iopub.receiveHighWaterMark = 0;
    shell.connect(`tcp://127.0.0.1:${this.#ports.shell_port}`);
    control.connect(`tcp://127.0.0.1:${this.#ports.control_port}`);
    iopub.connect(`tcp://127.0.0.1:${this.#ports.iopub_port}`);
    iopub.subscribe();
    void this.#receive(shell, (message) => this.#replies.set(message.parentId, message));
    void this.#receive(control, (message) => this.#replies.set(message.parentId, message));
    void this.#receive(iopub, (message) => this.published.push(message));
  }

  async #receive(socket: Dealer | Subscriber, keep: (message: JupyterMessage) => void): Promise<void> {
    for await (const frames of socket) {
      const delimiter = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
      const [header, parent, , content] = frames
        .slice(delimiter + 2)
        .map((frame) => JSON.parse(frame.toString()) as Content);
      keep({ type: String(header!.msg_type), content: content!, parentId: String(parent!.msg_id) });
      for (const waiting of this.#waiting) {
        if (!waiting.isDone()) continue;
        this.#waiting.delete(waiting);
        waiting.resolve();
      }
    }
  }

  /** A kernel is ready when it answers and its publications arrive, which takes a subscription some time. */
  async #waitUntilReady(): Promise<void> {
    for (;;) {
      const id = await this.send("kernel_info_request", {});
      await this.until(() => this.#replies.has(id));
      const isIdleNow = (): boolean => this.publishedFor(id).some(isIdle);
      await Promise.race([this.until(isIdleNow), sleep(100)]);
      if (isIdleNow()) return;
      // Not subscribed yet: ask again.
    }
  }
}

function isPortTaken(log: string): boolean {
  return /address already in use/i.test(log);
}

function isIdle({ type, content }: JupyterMessage): boolean {
  return type === "status" && content.execution_state === "idle";
}

/** The text that was printed on a stream. A cell's result counts as printed, as stock tslab does print it. */
export function printed({ published }: Answer, stream = "stdout"): string {
  return published
    .map(({ type, content }) => {
      if (type === "stream" && content.name === stream) return String(content.text);
      return type === "execute_result" && stream === "stdout" ? `${resultText(content)}\n` : "";
    })
    .join("");
}

function resultText({ data }: Content): string {
  return String((data as Content)["text/plain"]);
}

/** The error of a failed cell as the reader sees it, without colours. */
export function errorText({ published }: Answer): string {
  const error = published.find(({ type }) => type === "error");
  // eslint-disable-next-line no-control-regex -- an escape character starts a colour
  return (error?.content.traceback as string[] | undefined)?.join("\n").replace(/\u001b\[[\d;]*m/g, "") ?? "";
}
