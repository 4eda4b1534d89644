/** The value of a cell's last expression as a front end can show it. */
import type { Content } from "../common/messages";

/** A value with a method of this name shows itself: it returns its representations by mime type, or a promise of them. */
const DISPLAY = Symbol.for("Jupyter.display");

export interface Bundle {
  readonly data: Content;
  readonly metadata: Content;
}

/** The representations of a value; undefined if it has shown itself already. */
export function represent(
  value: unknown,
  inspect: (value: unknown) => string,
): Bundle | undefined | Promise<Bundle | undefined> {
  const show = (value as Record<symbol, unknown> | null | undefined)?.[DISPLAY];
  if (typeof show !== "function") return { data: { "text/plain": inspect(value) }, metadata: {} };
  const shown: unknown = show.call(value);
  return isPromise(shown) ? shown.then(asBundle) : asBundle(shown);
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** A bundle alone, or with its metadata beside it. */
function asBundle(shown: unknown): Bundle | undefined {
  if (shown === undefined) return undefined;
  if (typeof shown !== "object" || shown === null)
    throw new TypeError(
      `Cannot show a value whose Jupyter.display returns a ${typeof shown}: it must return representations by mime type`,
    );
  if ("data" in shown && "metadata" in shown) return shown as Bundle;
  return { data: shown as Content, metadata: {} };
}
