import type { Figure } from "../figures/figure";
import type { ExamplesLike } from "../data/examples";
import type { Network } from "../network/network";
import { runOf, training, type Run, type TrainingOptions, type TrainingState } from "../network/training";
import { kernelHost } from "./host";
import { progress } from "./progress";
import { showLive } from "./show";

/** A training that nobody watches gives way this often, in milliseconds, so that it can be interrupted. */
const breath = 100;

/** Pictures a second: smooth enough to follow, slow enough for a browser that redraws them. */
const framesPerSecond = 8;

/** How to train, and how to draw it meanwhile. */
export interface LiveTrainingOptions extends TrainingOptions {
  /** Draws the states so far, the last of which is the present one. */
  readonly figure: (history: readonly TrainingState[]) => Figure;
  /** The least time the film takes, in seconds (default 4): a small network would be done before the eye has seen it. */
  readonly seconds?: number;
}

/** Gives way to the kernel, which sends outputs and hears an interrupt in the meantime. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

/** Listens for the kernel's interrupt (the stop button) while some work goes on. */
function watchInterrupt(): { readonly requested: boolean; release: () => void } {
  let requested = false;
  const listener = (): void => {
    requested = true;
  };
  return {
    get requested() {
      return requested;
    },
    release: onInterrupt(listener),
  };
}

function onInterrupt(listener: () => void): () => void {
  const host = kernelHost();
  if (host) return host.onInterrupt(listener);
  process.on("SIGINT", listener);
  return () => process.off("SIGINT", listener);
}

/**
 * Trains a network before the reader's eyes: the figure is redrawn about eight times a second, with a progress bar.
 *
 * @param network - where training starts; it is left as it is
 * @param data - labelled examples
 * @param options - what `train` takes, and `figure` (draws the recorded states so far) and `seconds`
 * @returns the run, as `train` returns it; the same numbers, however fast it was drawn
 * @throws Error if the kernel is interrupted, and whatever `train` throws
 */
export async function trainLive(
  network: Network,
  data: ExamplesLike,
  options: LiveTrainingOptions,
): Promise<Run> {
  const { figure, seconds = 4, steps, every = Math.max(1, Math.floor(steps / 100)) } = options;
  if (!(seconds >= 0)) throw new RangeError(`Cannot film a training in ${seconds} seconds: give 0 or more`);
  const states = training(network, data, { ...options, every });
  const first = states.next().value as TrainingState;
  const history = [first];
  const live = showLive(figure(history));
  const bar = steps === 0 ? undefined : progress("Training", steps);
  const interrupt = watchInterrupt();
  const isFilm = kernelHost()?.skipsFilms !== true;
  const start = performance.now();
  let drawn = start;
  let paused = start;
  try {
    for (const state of states) {
      history.push(state);
      bar?.report(state.step);
      if (!isFilm && performance.now() - paused < breath) continue;
      const due = start + (isFilm ? (1000 * seconds * state.step) / steps : 0);
      await pause(due - performance.now());
      paused = performance.now();
      if (interrupt.requested) throw new Error(`Training interrupted at step ${state.step} of ${steps}`);
      if (!isFilm || performance.now() - drawn < 1000 / framesPerSecond) continue;
      drawn = performance.now();
      live.update(figure(history));
    }
  } finally {
    interrupt.release();
  }
  live.update(figure(history));
  bar?.finish();
  return runOf(history);
}
