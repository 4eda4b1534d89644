/** Drawings that set controls, whose drawings set controls: they come to rest, or they are ended. */
import { kernelHost } from "./host";

/** What has not come to rest after so many in a row never will. */
const MOST_IN_A_ROW = 100;

/** How many in a row have led to a drawing, by the host that the drawing sees. */
const led = new WeakMap<object, number>();

const present = (): object => kernelHost() ?? globalThis;

/**
 * Makes a drawing to which so many others have led.
 *
 * @param row - how many
 * @param draw - what it sets, at once or later, is its consequence
 */
export function drawInARow<T>(row: number, draw: () => T): T {
  const drawing = present();
  led.set(drawing, row);
  try {
    return draw();
  } finally {
    // Without a host, nothing tells what a drawing sets later.
    if (drawing === globalThis) led.delete(drawing);
  }
}

/**
 * How many drawings in a row, the present one included, lead to what is set now.
 *
 * @param names - the controls to set
 * @throws Error if they are too many
 */
export function rowOf(names: readonly string[]): number {
  const row = led.get(present());
  if (row === undefined) return 0;
  if (row < MOST_IN_A_ROW) return row + 1;
  throw new Error(
    `Cannot set ${names.join(", ")}: the controls have set each other ${MOST_IN_A_ROW} times in a row and do not come to rest`,
  );
}
