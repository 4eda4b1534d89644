import { type JsonObject, isObject } from "../json";

/** A control as the kernel tells it: its label, its state as one of Jupyter's stock controls, and why the last entry does not count. */
export interface Shown {
  readonly name: string;
  readonly label: string;
  readonly state: JsonObject;
  readonly message: string;
}

/** Reads a control; undefined for what is none: anybody can write a notebook file. */
export function readShown(value: unknown): Shown | undefined {
  if (!isObject(value)) return undefined;
  const { name, label, state, message } = value;
  if (typeof name !== "string" || typeof label !== "string" || !isObject(state)) return undefined;
  return { name, label, state, message: typeof message === "string" ? message : "" };
}

export function readControls(value: unknown): Shown[] {
  return Array.isArray(value) ? value.flatMap((one) => readShown(one) ?? []) : [];
}

/** The name of the stock control, such as "FloatSlider". */
export function kindOf({ state }: Shown): string {
  return typeof state._model_name === "string" ? state._model_name.replace(/Model$/, "") : "";
}

/** Whether two controls are the same but for what the reader has entered. */
export function isSame(one: Shown, other: Shown): boolean {
  return definition(one) === definition(other);
}

function definition({ name, label, state }: Shown): string {
  return JSON.stringify([name, label, { ...state, value: undefined, index: undefined }]);
}
