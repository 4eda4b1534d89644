/** What the reader has set a control to: the part of its state that is not what the control is. */
import { isObject, type JsonObject } from "../json";

export type ControlValue = { readonly value: string | number | boolean } | { readonly index: number };

/** Reads a value out of a state; undefined if there is none. */
export function readControlValue(state: unknown): ControlValue | undefined {
  const { value, index } = isObject(state) ? state : {};
  if (typeof index === "number" && Number.isInteger(index)) return { index };
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return { value };
  return undefined;
}

/** Whether a control can have a value: the number of a slider may be written as it was typed. */
export function takes(state: JsonObject, value: ControlValue): boolean {
  const own = readControlValue(state);
  if (!own || "index" in own || "index" in value)
    return own !== undefined && "index" in own && "index" in value;
  return (typeof own.value === "boolean") === (typeof value.value === "boolean");
}

export function isSameValue(one: ControlValue | undefined, other: ControlValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
