/**
 * Outputs that follow the kernel. A page joins the channel of an output, whose id is in the output; one channel serves all views
 * of the output in the page. The kernel answers with how things stand and then sends each change.
 */
import { kernelOf, type Kernel, type KernelComm } from "./lab";

/** What a view of an output is told. */
export interface Follower {
  /** Gets what sends to the kernel, as soon as it can be heard. */
  joined?(send: (data: object) => void): void;
  update(data: Readonly<Record<string, unknown>>): void;
  /** A sentence about the state of the kernel; none if there is nothing to say. */
  note(text: string | undefined): void;
  /** Nothing follows any more; the sentence says why, if it is not that the kernel never knew of the output. */
  end(text?: string): void;
}

const TARGET = "breaking-symmetry.live";

/** How long, in milliseconds, a kernel may be busy before a reader wonders why nothing moves. */
const BUSY_TIME = 700;

const BUSY = "The kernel is busy with a cell. The figure follows when it is done.";
const RESTARTED = "The kernel was restarted. Run this cell again, and the controls move again.";
const GONE = "The kernel is gone. Run this cell again, and the controls move again.";

interface Channel {
  readonly comm: KernelComm;
  readonly followers: Set<Follower>;
}

const channels = new WeakMap<Kernel, Map<string, Channel>>();

/** Follows an output; returns how to end that. */
export function follow(node: HTMLElement, id: string, follower: Follower): () => void {
  let isOver = false;
  let leave = (): void => undefined;
  void kernelOf(node).then((kernel) => {
    if (!kernel || isOver) return;
    const channel = join(kernel, id);
    channel.followers.add(follower);
    const endWatch = watch(kernel, follower);
    follower.joined?.((data) => channel.comm.send(data));
    channel.comm.send({ show: true });
    leave = () => {
      channel.followers.delete(follower);
      endWatch();
    };
  });
  return () => {
    isOver = true;
    leave();
  };
}

function join(kernel: Kernel, id: string): Channel {
  const joined = channels.get(kernel) ?? new Map<string, Channel>();
  channels.set(kernel, joined);
  const known = joined.get(id);
  if (known && !known.comm.isDisposed) return known;
  const followers = new Set<Follower>();
  const comm = kernel.createComm(TARGET, id);
  comm.onMsg = ({ content: { data } }) => {
    for (const follower of followers) follower.update(data);
  };
  // The kernel has no such channel: it was started anew, or the cell was run again in another window.
  comm.onClose = () => {
    for (const follower of followers) follower.end();
    followers.clear();
  };
  const channel = { comm, followers };
  joined.set(id, channel);
  return channel;
}

/** Tells what a reader should know of the kernel's state. After the end, nothing but running the cell again helps. */
function watch(kernel: Kernel, follower: Follower): () => void {
  let timer: number | undefined;
  const stop = (): void => {
    window.clearTimeout(timer);
    kernel.statusChanged.disconnect(onStatus);
    kernel.disposed.disconnect(onDisposed);
  };
  const end = (words: string): void => {
    stop();
    follower.end(words);
  };
  const onDisposed = (): void => {
    end(GONE);
  };
  const onStatus = (_: unknown, status: string): void => {
    window.clearTimeout(timer);
    if (status.includes("restarting")) end(RESTARTED);
    else if (/terminating|dead/.test(status)) end(GONE);
    else if (status === "idle") follower.note(undefined);
    else if (status === "busy")
      timer = window.setTimeout(() => {
        follower.note(BUSY);
      }, BUSY_TIME);
  };
  kernel.statusChanged.connect(onStatus);
  kernel.disposed.connect(onDisposed);
  return stop;
}
