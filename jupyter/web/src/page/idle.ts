/** How long, in milliseconds, one may work at a time without keeping a reader waiting. */
const SHARE = 12;

/** Safari has no idle time. */
const later = "requestIdleCallback" in window ? requestIdleCallback : setTimeout;

/**
 * Works when the page rests.
 *
 * @param work - `hasTime` says whether it may go on
 */
export function whenIdle(work: (hasTime: () => boolean) => void): void {
  later(() => {
    const end = performance.now() + SHARE;
    work(() => performance.now() < end);
  });
}
