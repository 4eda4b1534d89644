/** The thread that owns the control channel and the heartbeat; see control-thread.ts. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type * as ZeroMq from "zeromq";
import { makeLossless } from "../protocol/lossless-sockets";
import { readEnvelope, writeReply, type Envelope } from "../protocol/wire";
import type { FromWorker, ToWorker, WorkerSetup } from "./control-thread";
import { interruptMainThread } from "./interrupt-main-thread";
import { endWithParent } from "./parent-watch";
import { SharedState } from "./shared-state";

interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly control_port: number;
  readonly hb_port: number;
  readonly key: string;
}

/** How long, in milliseconds, the main thread may take to answer a shutdown request before it is ended. */
const SHUTDOWN_TIME = 500;

const { connectionFile, zeromq, state: buffer } = workerData as WorkerSetup;
const connection = JSON.parse(readFileSync(connectionFile, "utf8")) as Connection;
const { Router, Reply } = createRequire(__filename)(zeromq) as typeof ZeroMq;
const control = new Router();
const heartbeat = new Reply();
const state = new SharedState(buffer);

function toMainThread(message: FromWorker): void {
  parentPort?.postMessage(message);
}

async function bind(): Promise<void> {
  const endpoint = `${connection.transport}://${connection.ip}`;
  makeLossless(control);
  await Promise.all([
    control.bind(`${endpoint}:${connection.control_port}`),
    heartbeat.bind(`${endpoint}:${connection.hb_port}`),
  ]);
  toMainThread("bound");
}

async function answerHeartbeat(): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

async function answerControl(): Promise<void> {
  for await (const frames of control) {
    const request = readEnvelope(frames, connection.key);
    if (!request) continue;
    const { msg_type: type } = request.header;
    if (type === "interrupt_request") {
      void interruptMainThread(state, () => {
        toMainThread({ unlessInterruptedSince: state.interrupts });
      });
      reply(request, "interrupt_reply", { status: "ok" });
    } else {
      toMainThread({ frames });
      if (type === "shutdown_request")
        setTimeout(() => {
          shutDownAlone(request);
        }, SHUTDOWN_TIME);
    }
  }
}

/** The main thread is busy with a cell that will not end: answer for it, and end the process. */
function shutDownAlone(request: Envelope): void {
  const { restart } = request.content;
  reply(request, "shutdown_reply", { status: "ok", restart });
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 50);
}

function reply(request: Envelope, type: string, content: Record<string, unknown>): void {
  void control.send(writeReply(request, type, content, connection.key));
}

function receiveFromMainThread(message: ToWorker): void {
  if (message === "close") {
    // A socket that still waits for a message when the process ends makes its binding abort.
    control.close();
    heartbeat.close();
    toMainThread("closed");
  } else
    void control.send(
      message.frames.map((frame) => (typeof frame === "string" ? frame : Buffer.from(frame))),
    );
}

parentPort?.on("message", receiveFromMainThread);
endWithParent();
void bind().then(
  () => Promise.all([answerHeartbeat(), answerControl()]),
  (reason: unknown) => {
    const { message, address } = reason as Error & { readonly address: string };
    toMainThread({ failure: message, address });
  },
);
