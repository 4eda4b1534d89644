/**
 * The plane in which the arrows are dragged. Its places are whole numbers from -RIM to RIM, so that an arrow can be laid
 * exactly on the other. A length r stands for a weight that grows as sinh(r): tiny and huge starts both have room.
 */
import type { Weights } from "./experiment";

export type Place = readonly [across: number, up: number];

/** Where an arrow ends at most. */
export const RIM = 100;

/** The length of the weights at the rim. */
const LONGEST = 30;
/** Weights about this small are still drawn to scale. */
const SMALL = 0.25;
const STRETCH = Math.asinh(LONGEST / SMALL) / RIM;

/** Rings that tell how long an arrow is. */
export const RINGS = [1, 10] as const;

/** How far from the centre weights of a length are drawn. */
export const radiusOf = (length: number): number => Math.asinh(length / SMALL) / STRETCH;

/** What an arrow to a place stands for, to three digits: opposite places have exactly opposite weights. */
export function weightsAt([across, up]: Place): Weights {
  const radius = Math.hypot(across, up);
  if (radius === 0) return [0, 0];
  const length = SMALL * Math.sinh(radius * STRETCH);
  const part = (of: number): number => Number(((of / radius) * length).toPrecision(3));
  return [part(across), part(up)];
}

/** Where weights are drawn. */
export function placeOf([w1, w2]: Weights): Place {
  const length = Math.hypot(w1, w2);
  if (length === 0) return [0, 0];
  const radius = radiusOf(length);
  return [(w1 / length) * radius, (w2 / length) * radius];
}

/** The nearest place to which an arrow can go. */
export function within([across, up]: Place): Place {
  const by = Math.min(1, RIM / Math.hypot(across, up));
  // Towards the centre, so that it stays within the rim; 0 + makes no -0.
  const whole = (of: number): number => 0 + (by < 1 ? Math.trunc(of * by) : Math.round(of));
  return [whole(across), whole(up)];
}

/** As close as that, a dragged arrow snaps. */
const NEAR = 5;

/** Snaps to the other arrow, to its mirror image and to zero. */
export function snapped(place: Place, [across, up]: Place): Place {
  const targets: Place[] = [
    [across, up],
    [0 - across, 0 - up],
    [0, 0],
  ];
  return targets.find(([a, b]) => Math.hypot(a - place[0], b - place[1]) < NEAR) ?? place;
}
