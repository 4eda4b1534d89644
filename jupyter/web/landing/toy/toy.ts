/** The landing page's experiment: lay two arrows down, and see what training makes of them. */
import { Experiment, STEPS } from "./experiment";
import { makeMovable } from "./handles";
import { Picture } from "./picture";
import { weightsAt, type Place } from "./plane";

/** What is drawn in the middle of a drag: enough for the units to part, and trained within a frame. */
const DRAGGED_STEPS = 200;

/** How long a training plays. */
const PLAY_MS = 3000;

const STARTS: Readonly<Record<string, readonly [Place, Place]>> = {
  equal: [
    [12, 38],
    [12, 38],
  ],
  zero: [
    [0, 0],
    [0, 0],
  ],
  apart: [
    [20, 34],
    [-34, 12],
  ],
  large: [
    [90, 30],
    [-34, 86],
  ],
};

const root = document.querySelector<HTMLElement>(".toy")!;
const picture = new Picture(root);
const handles = [...root.querySelectorAll<SVGGElement>(".handle")];
const buttons = [...root.querySelectorAll<HTMLButtonElement>("[data-start]")];
const isStill = matchMedia("(prefers-reduced-motion: reduce)");

let places = STARTS.equal!;
let experiment = begun();
let step = 0;
let playing = 0;

function begun(): Experiment {
  return new Experiment([weightsAt(places[0]), weightsAt(places[1])]);
}

function draw(): void {
  picture.draw(experiment, places, experiment.momentAt(step));
}

/** Plays the training from its start; slowly at first, since most happens there. */
function play(): void {
  cancelAnimationFrame(playing);
  if (isStill.matches) {
    show(STEPS);
    return;
  }
  const start = performance.now();
  const frame = (now: number): void => {
    const part = Math.min(1, Math.max(0, now - start) / PLAY_MS);
    show(Math.floor(STEPS * part * part));
    if (part < 1) playing = requestAnimationFrame(frame);
  };
  frame(start);
}

function show(to: number): void {
  step = to;
  draw();
  if (step === STEPS) picture.tell();
}

/** Starts from other weights. */
function startFrom(next: readonly [Place, Place]): void {
  places = next;
  experiment = begun();
  buttons.forEach((button) => {
    const isIt = String(STARTS[button.dataset.start!]) === String(places);
    button.setAttribute("aria-pressed", String(isIt));
  });
  handles.forEach((handle, unit) => {
    const [w1, w2] = weightsAt(places[unit]!);
    handle.setAttribute("aria-valuenow", String(places[unit]![0]));
    handle.setAttribute("aria-valuetext", `${w1} and ${w2}`);
  });
}

let waiting = 0;

makeMovable({
  svg: root.querySelector("#plane")!,
  handles,
  places: () => places,
  moved: (unit, place, isDragged) => {
    root.classList.add("touched");
    startFrom(unit === 0 ? [place, places[1]] : [places[0], place]);
    cancelAnimationFrame(playing);
    cancelAnimationFrame(waiting);
    if (isDragged)
      waiting = requestAnimationFrame(() => {
        show(DRAGGED_STEPS);
      });
    else play();
  },
});
for (const button of buttons) {
  button.addEventListener("click", () => {
    startFrom(STARTS[button.dataset.start!]!);
    play();
  });
}
root.querySelector("#again")!.addEventListener("click", play);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  picture.readColours();
  draw();
});

startFrom(places);
draw();
root.dataset.ready = "true";
performance.mark("toy-ready");
play();
