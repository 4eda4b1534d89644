/** How far, in pixels, a pointer may go and still click. */
const STILL = 6;

/** What a pointer does: it takes hold of something and drags it, or it clicks. */
export interface Gestures {
  /** Takes hold of what is under the pointer; returns whether there is anything. */
  readonly grab: (event: PointerEvent) => boolean;
  readonly drag: (event: PointerEvent) => void;
  readonly drop: () => void;
  readonly click: (event: PointerEvent) => void;
}

/** Hears of a pointer or a finger on an element. A swipe that the browser takes to scroll the page does nothing. */
export function listenTo(node: Element, { grab, drag, drop, click }: Gestures): void {
  let isHeld = false;
  // What a finger holds follows it; elsewhere a swipe scrolls the page. CSS cannot tell the two apart within a picture.
  const stay = (event: Event): void => {
    if (isHeld) event.preventDefault();
  };
  node.addEventListener("touchstart", stay, { passive: false });
  node.addEventListener("pointerdown", (event) => {
    const start = event as PointerEvent;
    if (!start.isPrimary || start.button !== 0) return;
    isHeld = grab(start);
    let isMoved = false;
    node.setPointerCapture(start.pointerId);
    const end = new AbortController();
    const on = (type: string, act: (event: PointerEvent) => void): void => {
      const listener = (heard: Event): void => {
        act(heard as PointerEvent);
      };
      node.addEventListener(type, listener, { signal: end.signal });
    };
    on("pointermove", (now) => {
      isMoved ||= Math.hypot(now.clientX - start.clientX, now.clientY - start.clientY) > STILL;
      if (isHeld && isMoved) drag(now);
    });
    on("pointerup", (now) => {
      end.abort();
      if (isMoved && isHeld) drop();
      else if (!isMoved && !isHeld) click(now);
    });
    on("pointercancel", () => {
      end.abort();
    });
  });
}
