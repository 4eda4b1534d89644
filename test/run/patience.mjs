// @ts-check
import { availableParallelism, loadavg } from "node:os";

/** How many times as long things take as on a machine that does nothing else. */
export const slowness = () => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/**
 * How long to wait before something counts as hanging.
 *
 * @param {number} milliseconds - on a machine that does nothing else
 * @returns {number} the same on this one, doubled: its load is that of the last minute
 */
export const patience = (milliseconds) => 2 * slowness() * milliseconds;
