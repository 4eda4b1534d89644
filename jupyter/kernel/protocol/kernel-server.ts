/** tslab's server with the repairs of this folder: it receives Jupyter's messages and answers them. */
import type { ControlThread } from "../control/control-thread";
import type { CellRunner } from "../execution/cell-runner";
import { ExecutionQueue } from "../execution/queue";
import { TslabServer, type Handler, type Socket } from "../tslab";
import { makeLossless } from "./lossless-sockets";
import type { ExecuteContent, JupyterContent, Message, Publish, Replier } from "./message";
import { answerFor } from "./other-requests";
import { readEnvelope, writeReply } from "./wire";

/** Time, in milliseconds, in which the last messages leave the process. */
const DELIVERY_TIME = 20;

export class KernelServer extends TslabServer {
  readonly #queue: ExecutionQueue;
  readonly #runner: CellRunner;
  readonly #control: ControlThread;
  /** Whether the cell whose turn it is has been aborted. */
  #aborted = false;

  constructor(handler: Handler, configPath: string, runner: CellRunner, control: ControlThread) {
    super(handler, configPath);
    this.#runner = runner;
    this.#queue = new ExecutionQueue((failure) => {
      runner.reportBackgroundError(failure);
    });
    this.#control = control;
    control.onRequest = (frames) => void this.handleShellMessage(control, ...frames);
  }

  override async bindSocket(socket: Socket, port: number): Promise<void> {
    // These two belong to the control thread.
    if (socket === this.control || socket === this.hb) return;
    makeLossless(socket);
    await super.bindSocket(socket, port);
  }

  override async handleShellMessage(socket: Replier, ...frames: Buffer[]): Promise<void> {
    const request = readEnvelope(frames, this.connInfo.key);
    if (!request) return;
    const { msg_type: type } = request.header;
    if (type === "execute_request") {
      this.#queue.add(async (aborted) => {
        this.#aborted = aborted;
        await super.handleShellMessage(socket, ...request.frames);
      });
      return;
    }
    const answer = answerFor(type);
    if (!answer) {
      await this.#control.state.protect(() => super.handleShellMessage(socket, ...request.frames));
      return;
    }
    const write = (kind: string, content: JupyterContent): (Buffer | string)[] =>
      writeReply(request, kind, content, this.connInfo.key);
    // JupyterLab asks for the history first of all, and shows "Unknown" until it hears that the kernel is idle again.
    this.iopub.send(write("status", { execution_state: "busy" }));
    if (answer.type) socket.send(write(answer.type, answer.content));
    this.iopub.send(write("status", { execution_state: "idle" }));
  }

  override async handleExecute(socket: Replier, message: Message): Promise<void> {
    const request = message.content as unknown as ExecuteContent;
    const reply = this.#aborted
      ? { status: "aborted", execution_count: this.#runner.executionCount }
      : await this.#runner.run(request, this.#publisher(message));
    if (reply.status === "error" && request.stop_on_error !== false) await this.#queue.abortWaiting();
    this.#send(socket, message, "execute_reply", reply);
  }

  /** Repair: tslab answers with the type of another reply ("complete_reply"), so that JupyterLab waits in vain. */
  override handleCommInfoRequest(socket: Replier, message: Message): void {
    this.#send(socket, message, "comm_info_reply", { status: "ok", comms: {} });
  }

  override close(): void {
    super.close();
    // tslab's watchers and a cell's timers would keep the process alive. The sockets deliver what they hold meanwhile.
    void this.#control.close().then(() => setTimeout(() => process.exit(0), DELIVERY_TIME));
  }

  #publisher(message: Message): Publish {
    return (type, content) => {
      this.#send(this.iopub, message, type, content);
    };
  }

  #send(socket: Replier, request: Message, type: string, content: JupyterContent): void {
    const message = request.createReply();
    message.header.msg_type = type;
    message.content = content;
    message.signAndSend(this.connInfo.key, socket);
  }
}
