/** What goes along with reading: where one is, how far one has come, and how the page is to be shown. */
import type { Store } from "../store";

/** How far below its top, in pixels, a section begins to be the present one. */
const LINE = 140;

/** Marks the present section in the contents, and shows how much has been read. */
export function followReading(main: HTMLElement): void {
  const headings = [...main.querySelectorAll<HTMLElement>("h2[id]")];
  // A link to one takes the keyboard along.
  for (const place of main.querySelectorAll<HTMLElement>("h2[id], .exercise[id]")) place.tabIndex = -1;
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents li > a, .menu ol a")];
  const progress = document.querySelector<HTMLElement>(".progress")!;
  const look = (): void => {
    const seen = headings.filter((heading) => heading.getBoundingClientRect().top < LINE).at(-1);
    for (const link of links) {
      if (decodeURIComponent(link.hash.slice(1)) === seen?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const { top, height } = main.getBoundingClientRect();
    const read = Math.min(1, Math.max(0, -top / Math.max(1, height - innerHeight)));
    // A property that all elements inherit would have all of them styled anew.
    progress.style.transform = `scaleX(${read.toFixed(3)})`;
  };
  let isScheduled = false;
  const later = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      look();
    });
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  later();
}

/** How far below the window's top, in pixels, the text begins that is not under the bar. */
const TOP = 64;

/** Keeps the text at the top in its place when a phone is turned, and lines break elsewhere. */
export function keepPlace(main: HTMLElement): void {
  const root = document.documentElement;
  let width = root.clientWidth;
  let first: { readonly node: Element; readonly read: number } | undefined;
  addEventListener(
    "scroll",
    () => {
      if (root.clientWidth !== width) return;
      const node = [...main.children].find((child) => child.getBoundingClientRect().bottom > TOP);
      if (!node) return;
      const { top, height } = node.getBoundingClientRect();
      first = { node, read: (TOP - top) / (top < TOP ? height : 1) };
    },
    { passive: true },
  );
  const back = (): void => {
    if (!first) return;
    const { top, height } = first.node.getBoundingClientRect();
    scrollBy({ top: top + first.read * (first.read > 0 ? height : 1) - TOP, behavior: "instant" });
  };
  addEventListener("resize", () => {
    if (root.clientWidth === width) return;
    back();
    requestAnimationFrame(() => {
      // Figures have taken the new width by now.
      back();
      width = root.clientWidth;
    });
  });
}

/** The switches of the page; what they say holds for all lessons, and is kept. */
export function followSwitches(main: HTMLElement, store: Store): void {
  const root = document.documentElement;
  const sources = main.querySelectorAll<HTMLDetailsElement>("details.source");
  const switches = {
    "predict-first": (isOn: boolean) => {
      root.dataset.predict = isOn ? "first" : "off";
    },
    "code-first": (isOn: boolean) => {
      for (const source of sources) source.open = isOn;
    },
  };
  for (const [name, show] of Object.entries(switches)) {
    // One may stand in the bar and in the menu.
    const boxes = document.querySelectorAll<HTMLInputElement>(`[data-switch="${name}"]`);
    const turn = (isOn: boolean): void => {
      for (const box of boxes) box.checked = isOn;
      show(isOn);
    };
    const kept = store.read(name);
    if (typeof kept === "boolean") turn(kept);
    for (const box of boxes)
      box.addEventListener("change", () => {
        store.write(name, box.checked);
        turn(box.checked);
      });
  }
}

/** A link of the menu closes it. */
export function closeMenuAfterUse(): void {
  const menu = document.querySelector<HTMLElement>("#menu");
  menu?.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a, button")) menu.hidePopover();
  });
}
