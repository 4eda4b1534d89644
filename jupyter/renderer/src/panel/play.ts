/** A button that moves a slider on by itself, to its end; from there it begins again. */
export function playing(range: HTMLInputElement, interval: number, label: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bs-play";
  let timer: number | undefined;
  const isLast = (): boolean => range.valueAsNumber >= Number(range.max);
  const move = (to: number): void => {
    range.value = String(to);
    range.dispatchEvent(new Event("input"));
  };
  const play = (isOn: boolean): void => {
    window.clearInterval(timer);
    timer = isOn ? window.setInterval(step, Math.max(interval, 20)) : undefined;
    button.textContent = isOn ? "❚❚ Pause" : "▶ Play";
    button.setAttribute("aria-label", `${isOn ? "Pause" : "Play"} ${label}`);
  };
  const step = (): void => {
    if (!range.isConnected || range.matches(":disabled") || isLast()) play(false);
    else move(range.valueAsNumber + 1);
  };
  button.addEventListener("click", () => {
    const starts = timer === undefined;
    if (starts && isLast()) move(0);
    play(starts);
  });
  play(false);
  return button;
}
