/** The name of the method by which a value shows itself in a notebook, as in other kernels of JavaScript. */
export const display: unique symbol = Symbol.for("Jupyter.display");

/** A value that shows itself: it gives its content by mime type. */
export interface Displayed {
  [display](): Readonly<Record<string, unknown>>;
}
