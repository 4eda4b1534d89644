/** The part of the plane that is in sight: the least and the largest value of each feature. */
export interface PlaneLimits {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** Throws a RangeError unless each of a plane's axes goes from a finite number to a larger one. */
export function checkLimits(action: string, { x, y }: PlaneLimits): void {
  for (const [name, [low, high]] of Object.entries({ x, y })) {
    if (Number.isFinite(high - low) && low < high) continue;
    throw new RangeError(
      `Cannot ${action} with ${name} from ${low} to ${high}: limits are two numbers, the smaller first`,
    );
  }
}
