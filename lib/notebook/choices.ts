import { isNamed, type Control, type Named, type Settings } from "./controls";
import { stock } from "./stock-widgets";

type Options = readonly (string | Named)[] | Readonly<Record<string, unknown>>;

/**
 * A menu of choices.
 *
 * @param options - words, things that have a name, or things by their names
 * @param settings - `start` (the first if left out), `label`
 * @throws RangeError if there are none, two have the same name, or the start is none of them
 * @example
 * choice([tanh, relu]).start.name; // "tanh"
 */
export function choice<const T extends string>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function choice<T extends Named>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function choice<T>(options: Readonly<Record<string, T>>, settings?: Settings<T>): Control<T>;
export function choice(options: Options, settings: Settings<unknown> = {}): Control<unknown> {
  return oneOf("Dropdown", options, settings);
}

/** Choices that are all in sight, as buttons of which one is pressed; otherwise as `choice`. */
export function radio<const T extends string>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function radio<T extends Named>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function radio<T>(options: Readonly<Record<string, T>>, settings?: Settings<T>): Control<T>;
export function radio(options: Options, settings: Settings<unknown> = {}): Control<unknown> {
  return oneOf("RadioButtons", options, settings);
}

function oneOf(widget: string, options: Options, { start, label }: Settings<unknown>): Control<unknown> {
  const entries = isList(options)
    ? options.map((option) => [typeof option === "string" ? option : option.name, option] as const)
    : Object.entries(options);
  const names = entries.map(([name]) => name);
  if (names.length === 0) throw new RangeError("Cannot offer a choice of nothing: give at least one option");
  if (new Set(names).size < names.length)
    throw new RangeError(`Cannot offer a choice of ${names.join(", ")}: each needs a name of its own`);
  const find = (value: unknown): number => entries.findIndex(([, option]) => option === value);
  const indexOf = (value: unknown): number => {
    const index = find(value);
    if (index < 0)
      throw new RangeError(`Cannot choose ${nameOf(value)}: the options are ${names.join(", ")}`);
    return index;
  };
  if (start !== undefined && find(start) < 0)
    throw new RangeError(
      `Cannot offer a choice of ${names.join(", ")}: the start value, ${nameOf(start)}, is not one of the options`,
    );
  return {
    start: start ?? entries[0]![1],
    ...(label !== undefined && { label }),
    state: (value) => stock(widget, { _options_labels: names, index: indexOf(value) }),
    read: ({ index }) =>
      typeof index === "number" && index in entries ? { value: entries[index]![1] } : undefined,
    words: (value) => names[indexOf(value)]!,
  };
}

function isList(options: object): options is readonly (string | Named)[] {
  return Array.isArray(options);
}

function nameOf(value: unknown): string {
  if (isNamed(value)) return value.name;
  return typeof value === "object" && value !== null ? "something without a name" : String(value);
}
