/** JupyterLab's shortcuts are single letters and arrows too: it is told which keys an element needs itself, before it hears of them. */
export function keepKeys(selector: string, isOwn: (event: KeyboardEvent) => boolean): void {
  const mark = (event: KeyboardEvent): void => {
    const element = event.target instanceof Element ? event.target.closest(selector) : null;
    element?.toggleAttribute("data-lm-suppress-shortcuts", isOwn(event));
  };
  window.addEventListener("keydown", mark, { capture: true });
}
