/** A page that is opened at its top shows its first screen before it lays out the rest. */
import { whenIdle } from "./idle";

/** Lays out the rest bit by bit while the page rests, and all of it at once for a link that leads there, or for paper. */
export function layOutRest(main: HTMLElement): void {
  const root = document.documentElement;
  // What keeps the rest back is a style for this class (lesson.css).
  const rest = root.classList.contains("first-screen") ? [...main.children] : [];
  const layOut = (hasTime: () => boolean): void => {
    while (rest.length > 0 && hasTime()) {
      const node = rest.shift();
      if (!(node instanceof HTMLElement)) continue;
      node.style.contentVisibility = "visible";
      // Asked where it is, it is laid out now, within the time that there is.
      node.getBoundingClientRect();
    }
    if (rest.length > 0) whenIdle(layOut);
    else root.dataset.whole = "true";
  };
  const layOutAll = (): void => {
    layOut(() => true);
  };
  addEventListener("beforeprint", layOutAll);
  document.addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && target.closest('a[href^="#"]')) layOutAll();
    },
    { capture: true },
  );
  whenIdle(layOut);
}
