import { type Json, type JsonObject, isObject } from "../json";
import { cleanText, isInherited } from "./text";

/** Deeper than any figure goes; a file that nests further is an attack on the stack. */
const DEEPEST = 40;

/** A picture inside the figure may only be one that the figure carries itself: any address would be asked. */
const OWN_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=]*$/i;

/** What a slider step or a button may do; each is a function of plotly. */
const METHODS = new Set(["restyle", "relayout", "update", "animate", "skip"]);

/** A copy of a part of a figure that holds only what cannot act or ask: see text.ts for strings. */
export function cleanValue(value: Json, key = "", depth = 0): Json {
  if (depth > DEEPEST)
    throw new RangeError(`Cannot draw this figure: it nests deeper than ${DEEPEST} levels`);
  if (typeof value === "string") return lastPart(key) === "source" ? cleanSource(value) : cleanText(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, key, depth + 1));
  if (!isObject(value)) return value;
  return Array.isArray(value.args) ? cleanCommand(value, depth) : cleanObject(value, depth);
}

export function cleanObject(value: JsonObject, depth = 0): JsonObject {
  const cleaned: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (!isHarmful(key)) cleaned[key] = cleanValue(item, key, depth + 1);
  }
  return cleaned;
}

/** A key can be a path, `images[0].source`. One into a command (`….args`) would bring in what cleanCommand has not seen. */
function isHarmful(key: string): boolean {
  return parts(key).some(isInherited) || /^args2?$/.test(lastPart(key));
}

function cleanSource(source: string): string {
  return OWN_PICTURE.test(source) ? source : "";
}

/** A slider step or a button: a plotly function and its arguments, run when the reader uses it. */
function cleanCommand(command: JsonObject, depth: number): JsonObject {
  const { method = "restyle", args = [], args2, ...rest } = command;
  const known = typeof method === "string" && METHODS.has(method) ? method : "skip";
  const cleaned: JsonObject = {
    ...cleanObject(rest, depth),
    method: known,
    args: cleanArguments(known, args, depth),
  };
  if (args2 !== undefined) cleaned.args2 = cleanArguments(known, args2, depth);
  return cleaned;
}

function cleanArguments(method: string, args: Json, depth: number): Json[] {
  if (!Array.isArray(args) || method === "skip") return [];
  const [first, second, ...others] = args;
  // `["title.text", "…"]` is another spelling of `[{ "title.text": "…" }]`, which cleanObject can judge by its key.
  const spelt = method !== "animate" && typeof first === "string";
  return (spelt ? [{ [first]: second ?? null }, ...others] : args).map((item) =>
    cleanValue(item, "", depth + 1),
  );
}

function parts(key: string): string[] {
  return key.split(/[.[\]'"\s]+/);
}

function lastPart(key: string): string {
  return (
    parts(key)
      .filter((part) => part !== "" && !/^\d+$/.test(part))
      .at(-1) ?? ""
  );
}
