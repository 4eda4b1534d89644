/** How long, in milliseconds, one may work at a time without keeping a reader waiting. */
const SHARE = 12;

/** How long, in milliseconds, work waits for a rest: some pages never have one. */
const PATIENCE = 200;

/**
 * Works when the page rests, or soon.
 *
 * @param work - `hasTime` says whether it may go on
 */
export function whenIdle(work: (hasTime: () => boolean) => void): void {
  const begin = (): void => {
    const end = performance.now() + SHARE;
    work(() => performance.now() < end);
  };
  // Safari has no idle time.
  if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: PATIENCE });
  else setTimeout(begin);
}
