/**
 * Repair: no message is lost and no cell hangs, however much it prints.
 *
 * ZeroMQ's binding sends 512 messages at once and then puts one send on hold until the event loop turns; a second send
 * meanwhile fails with EBUSY. tslab never awaits a send, so such failures go unnoticed: output disappears, and when the
 * message that ends the cell is among the lost, the cell never ends. Besides, ZeroMQ drops what a slow reader leaves
 * behind beyond 1000 messages.
 * On stock tslab: `for (let i = 0; i < 700; i++) console.log(i)` loses about 200 lines and stays at [*].
 *
 * Without a high-water mark nothing is dropped, and without a send timeout every send is done when it returns.
 */
import type { Socket } from "../tslab";

/** How long, in milliseconds, a closing socket may take to deliver what was sent: the reply to a shutdown request. */
const LINGER = 500;

/** Makes a socket send at once and lose nothing; to be called before the socket is bound. */
export function makeLossless(socket: Socket): void {
  socket.sendHighWaterMark = 0;
  socket.sendTimeout = 0;
  socket.linger = LINGER;
}
