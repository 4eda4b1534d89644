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
  const look = (): void => {
    const seen = headings.filter((heading) => heading.getBoundingClientRect().top < LINE).at(-1);
    for (const link of links) {
      if (decodeURIComponent(link.hash.slice(1)) === seen?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const { top, height } = main.getBoundingClientRect();
    const read = Math.min(1, Math.max(0, -top / Math.max(1, height - innerHeight)));
    document.documentElement.style.setProperty("--read", read.toFixed(3));
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
