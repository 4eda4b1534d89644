/**
 * The thread that talks to the front ends. It owns all sockets, so that the kernel is found alive, tells what it is, sends what
 * a cell prints and can be interrupted and shut down while a cell computes, and so that no accident of a cell reaches them.
 *
 * Requests that need the reader's variables or the compiler go to the session's thread; the others are answered here.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type * as ZeroMq from "zeromq";
import type { Content, Extras, Parent, Request } from "../common/messages";
import { attempt } from "../common/attempt";
import { own } from "../common/own";
import { History } from "./history";
import { Interrupter } from "./interrupt";
import { describeKernel } from "./kernel-info";
import { endWithParent } from "./parent-watch";
import { Shared } from "./shared";
import { Wire, type Frames } from "./wire";

export interface ServerData {
  readonly connectionFile: string;
  readonly zeromq: string;
  readonly shared: SharedArrayBuffer;
}

/** What the session's thread is told. */
export type ToSession =
  | { readonly type: "request"; readonly request: Request }
  /** `last` is the number of execute requests so far: no later one is meant. */
  | { readonly type: "interrupt"; readonly interrupt: number; readonly last: number }
  | { readonly type: "exit" };

/** What the session's thread tells. */
export type ToServer = { readonly type: "send"; readonly message: Outgoing } | { readonly type: "close" };

/** What `Send` takes, the content as JSON already. */
type Outgoing = [
  channel: keyof typeof sockets,
  parent: Parent,
  type: string,
  json: string,
  extras: Extras | undefined,
];

/** How the start ended: "bound", or why it failed. */
export type FromServer =
  ToSession | { readonly type: "bound" } | { readonly type: "failed"; readonly reason: string };

interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
}

/** How long, in milliseconds, a session that runs a cell may take to end the process before it is ended. */
const SHUTDOWN_TIME = 500;

/** The same for one that does not: it may be loading the compiler. */
const PATIENT_SHUTDOWN_TIME = 5000;

/** How long, in milliseconds, the last messages take to leave the process. */
const DELIVERY_TIME = 20;

const { connectionFile, zeromq, shared: buffer } = workerData as ServerData;
const connection = JSON.parse(readFileSync(connectionFile, "utf8")) as Connection;
const { XPublisher, Router } = createRequire(__filename)(zeromq) as typeof ZeroMq;
// Nothing is dropped however slow a reader is, and sends are done when they return.
const lossless = { sendHighWaterMark: 0, sendTimeout: 0, linger: SHUTDOWN_TIME };
const sockets = {
  shell: new Router(lossless),
  control: new Router(lossless),
  stdin: new Router(lossless),
  iopub: new XPublisher({ ...lossless, verbosity: "allSubs" }),
  hb: new Router(lossless),
};
const wire = new Wire(connection.key);
const history = new History();
const shared = new Shared(buffer);
const interrupter = new Interrupter(shared, (interrupt, last) => {
  toSession({ type: "interrupt", interrupt, last });
});
let executeRequests = 0;
let executeReplies = 0;
let lastExecuteRequest: Request | undefined;
/** The requests whose cells the history shall tell. */
const recorded = new Set<string>();

const handlers: Readonly<Record<string, (request: Request) => void>> = {
  kernel_info_request: (request) => {
    answer(request, "kernel_info_reply", describeKernel());
  },
  history_request: (request) => {
    answer(request, "history_reply", history.answer(request.content));
  },
  interrupt_request: (request) => {
    // The two channels may overtake each other.
    const isEarlier = lastExecuteRequest && timeOf(request) <= timeOf(lastExecuteRequest);
    void interrupter.interrupt(executeRequests - (isEarlier ? 1 : 0));
    answer(request, "interrupt_reply", { status: "ok" });
  },
  shutdown_request: (request) => {
    answer(request, "shutdown_reply", { status: "ok", restart: request.content.restart === true });
    toSession({ type: "exit" });
    const patience = executeReplies < executeRequests ? SHUTDOWN_TIME : PATIENT_SHUTDOWN_TIME;
    setTimeout(() => process.kill(process.pid, "SIGKILL"), patience);
  },
  execute_request: (request) => {
    executeRequests++;
    lastExecuteRequest = request;
    const { silent, store_history: stored } = request.content;
    if (silent !== true && stored !== false) recorded.add(request.header.msg_id);
    toSession({ type: "request", request });
  },
};

/** When a message was sent, in milliseconds; NaN if it does not say. */
function timeOf({ header }: Request): number {
  return Date.parse(header.date ?? "");
}

function toSession(message: FromServer): void {
  parentPort?.postMessage(message);
}

function handle(request: Request): void {
  const handler = own(handlers, request.header.msg_type);
  if (handler) handler(request);
  else toSession({ type: "request", request });
}

function send(...[channel, parent, type, json, extras]: Outgoing): void {
  if (type === "execute_reply") executeReplies++;
  if (type === "execute_input" && recorded.delete(parent.header.msg_id)) record(JSON.parse(json) as Content);
  const to: Parent = channel === "iopub" ? { header: parent.header, identities: [] } : parent;
  transmit(sockets[channel], wire.write(to, type, json, extras));
}

function record({ execution_count: count, code }: Content): void {
  history.add(Number(count), String(code));
}

/** Whoever asked may be gone: a message that cannot be routed is dropped. */
function transmit(socket: { send(frames: Frames): Promise<void> }, frames: Frames): void {
  socket.send(frames).catch(() => undefined);
}

function answer(request: Request, type: string, content: Content): void {
  send("iopub", request, "status", '{"execution_state":"busy"}', undefined);
  send(request.channel, request, type, JSON.stringify(content), undefined);
  send("iopub", request, "status", '{"execution_state":"idle"}', undefined);
}

async function bind(): Promise<void> {
  const { transport, ip } = connection;
  const names = Object.keys(sockets) as (keyof typeof sockets)[];
  await Promise.all(
    names.map((name) => sockets[name].bind(`${transport}://${ip}:${connection[`${name}_port`]}`)),
  );
}

async function receive(channel: "shell" | "control"): Promise<void> {
  for await (const frames of sockets[channel]) {
    const request = wire.read(frames, channel);
    // No message ends the thread, whatever it says.
    if (request)
      attempt(() => {
        handle(request);
      }, undefined);
  }
}

async function receiveInput(): Promise<void> {
  for await (const frames of sockets.stdin) {
    const reply = wire.read(frames, "shell");
    if (reply?.header.msg_type === "input_reply") shared.giveInput(String(reply.content.value));
  }
}

/** A front end that hears this knows that it will hear all that follows. */
async function welcome(): Promise<void> {
  for await (const [frame] of sockets.iopub) {
    const isSubscription = frame?.[0] === 1;
    const topic = frame?.subarray(1).toString();
    const everyone = {
      header: {},
      identities: topic === "" ? [] : [frame!.subarray(1)],
    } as unknown as Parent;
    if (isSubscription)
      transmit(sockets.iopub, wire.write(everyone, "iopub_welcome", JSON.stringify({ subscription: topic })));
  }
}

async function echoHeartbeat(): Promise<void> {
  for await (const frames of sockets.hb) transmit(sockets.hb, frames);
}

/** A socket that still waits for a message when the process ends makes its binding abort. */
function close(): void {
  for (const socket of Object.values(sockets)) socket.close();
}

parentPort?.on("message", (message: ToServer) => {
  // Of what cannot be sent, such as a buffer that is none, nothing is.
  if (message.type === "send")
    attempt(() => {
      send(...message.message);
    }, undefined);
  else {
    setTimeout(close, DELIVERY_TIME);
    setTimeout(() => {
      shared.noteFlush();
    }, 2 * DELIVERY_TIME);
  }
});
endWithParent();
void bind().then(
  () => {
    toSession({ type: "bound" });
    return Promise.all([receive("shell"), receive("control"), receiveInput(), welcome(), echoHeartbeat()]);
  },
  (error: unknown) => {
    const { message, address } = error as Error & { readonly address?: string };
    close();
    setTimeout(() => {
      toSession({ type: "failed", reason: address === undefined ? message : `${message}: ${address}` });
    }, DELIVERY_TIME);
  },
);
