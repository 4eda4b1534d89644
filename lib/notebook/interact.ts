import type { Showable } from "./bundles";
import type { Control } from "./controls";
import { isSet } from "./environment";
import { kernelHost } from "./host";
import { LatestOnly } from "./latest-only";
import { Panel, type Controls } from "./panel";
import { Screen } from "./screen";

/** The values that controls have, by the names of the controls. */
export type Values<C extends Controls> = {
  readonly [K in keyof C]: C[K] extends Control<infer T> ? T : never;
};

/** Controls and what is drawn of their values, as code sees them. */
export interface Interaction<C extends Controls> {
  readonly values: Values<C>;
  /** Gives some controls other values, as the reader's hand does. */
  set(changed: Partial<Values<C>>): void;
  /** Gives all controls the values that they had at first. */
  reset(): void;
}

type Drawing = Showable | readonly Showable[];

/**
 * Shows controls, and below them what a function makes of their values: anew whenever one is moved.
 *
 * The latest values win: what comes while the function runs is drawn when it is done, and nothing in between. If it throws,
 * its error is shown in the place of what it draws, until the next move. What it prints and shows by itself replaces what
 * its last call did. A function may set controls itself, also its own, if that comes to rest. On a kernel without controls,
 * the first picture is shown, with a sentence.
 *
 * @param controls - by name; the function gets their values under the same names
 * @param draw - makes a figure, a matrix or a text of the values, at once or later, or several of them
 * @returns the controls' values, and how to change them
 * @throws whatever the function throws for the first values, on a kernel without controls
 * @example
 * const { values } = interact({ step: slider(1, 9, { integer: true, start: 3 }) }, ({ step }) => `step ${step}`);
 * values.step; // 3
 */
export function interact<const C extends Controls>(
  controls: C,
  draw: (values: Values<C>) => Drawing | Promise<Drawing>,
): Interaction<C> {
  const host = kernelHost();
  const panel = new Panel(controls);
  const screen = new Screen(host);
  const picture = (): Drawing | Promise<Drawing> =>
    screen.collect(() => panel.during(() => panel.lack() ?? draw(panel.values as Values<C>)));
  const begin = (begins: () => void): Drawing | Promise<Drawing> => {
    begins();
    return picture();
  };
  const drawings = new LatestOnly<Drawing>({
    start: host ? host.bind(begin) : (begins) => soon().then(() => begin(begins)),
    done: (drawn) => {
      screen.show(list(drawn));
    },
    fail: (error) => {
      screen.fail(error);
    },
    rest: () => {
      panel.isDrawn = true;
    },
  });
  panel.onChange = () => {
    drawings.request();
  };
  panel.show(host);
  try {
    const first = picture();
    if (isPromise(first)) {
      panel.isDrawn = false;
      screen.show([]);
      // It belongs to the cell; as a callback it can be stopped when the cell has ended.
      first.catch(() => undefined);
      drawings.take(host ? host.bind(() => first)() : first);
    } else screen.show(list(first));
  } catch (error) {
    if (isSet("BREAKING_SYMMETRY_STRICT")) throw error;
    screen.fail(error);
  }
  return interactionOf(panel);
}

/** What the caller gets; it has been shown already when its cell ends. */
function interactionOf<C extends Controls>(panel: Panel): Interaction<C> {
  const interaction = {
    values: panel.values as Values<C>,
    set: (changed: Partial<Values<C>>): void => {
      panel.set(changed);
    },
    reset: (): void => {
      panel.reset();
    },
  };
  return Object.defineProperty(interaction, Symbol.for("Jupyter.display"), { value: () => undefined });
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function list(drawn: Drawing): readonly Showable[] {
  return Array.isArray(drawn) ? (drawn as readonly Showable[]) : [drawn as Showable];
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && "then" in value;
}
