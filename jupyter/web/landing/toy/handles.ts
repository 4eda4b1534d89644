/** The ends of the two arrows: dragged by mouse or touch, moved by keys. */
import { snapped, within, type Place } from "./plane";

interface Plane {
  readonly svg: SVGSVGElement;
  readonly handles: readonly SVGGElement[];
  /** Where the arrows end. */
  readonly places: () => readonly [Place, Place];
  /** Called as an arrow moves: in the middle of a drag, or to where it stays. */
  readonly moved: (unit: 0 | 1, place: Place, isDragged: boolean) => void;
}

const KEYS: Readonly<Record<string, Place | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function makeMovable(plane: Plane): void {
  for (const unit of [0, 1] as const) {
    const handle = plane.handles[unit]!;
    // What a finger holds follows it, and elsewhere a swipe scrolls the page. CSS cannot tell the two apart within a picture.
    handle.addEventListener(
      "touchstart",
      (event) => {
        event.preventDefault();
      },
      { passive: false },
    );
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      handle.focus({ preventScroll: true });
      follow(plane, unit, event);
    });
    handle.addEventListener("keydown", (event) => {
      const place = byKey(event, plane.places()[unit], plane.places()[1 - unit]!);
      if (!place) return;
      event.preventDefault();
      plane.moved(unit, within(place), true);
    });
    handle.addEventListener("keyup", (event) => {
      const [mine, other] = [plane.places()[unit], plane.places()[1 - unit]!];
      if (byKey(event, mine, other)) plane.moved(unit, mine, false);
    });
  }
}

/** Where a key takes an arrow. */
function byKey({ key, shiftKey }: KeyboardEvent, [across, up]: Place, other: Place): Place | undefined {
  if (key === "Enter") return other;
  if (key === "Home") return [0, 0];
  const by = shiftKey ? 10 : 1;
  const way = KEYS[key];
  return way && [across + by * way[0], up + by * way[1]];
}

/** Follows a pointer that holds an arrow until it lets go. */
function follow({ svg, handles, places, moved }: Plane, unit: 0 | 1, held: PointerEvent): void {
  const handle = handles[unit]!;
  handle.setPointerCapture(held.pointerId);
  const placeOf = ({ clientX, clientY }: PointerEvent): Place => {
    const at = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()!.inverse());
    return [at.x, 0 - at.y];
  };
  // The arrow stays under the finger where it was taken, not with its middle.
  const [from, start] = [placeOf(held), places()[unit]];
  const drag = new AbortController();
  const on = (
    name: "pointermove" | "pointerup" | "pointercancel",
    then: (event: PointerEvent) => void,
  ): void => {
    handle.addEventListener(name, then, { signal: drag.signal });
  };
  on("pointermove", (event) => {
    const [across, up] = placeOf(event);
    const place = within([start[0] + across - from[0], start[1] + up - from[1]]);
    moved(unit, snapped(place, places()[1 - unit]!), true);
  });
  const end = (): void => {
    drag.abort();
    moved(unit, places()[unit], false);
  };
  on("pointerup", end);
  on("pointercancel", end);
}
