/**
 * Stacks in the reader's own terms, wherever they are shown: each frame is a line of a cell or of a source file, and frames of
 * the kernel, of tslab and of Node are left out.
 */
import type { CellScripts } from "./cell-scripts";
import { parseStack, type RawFrame, withoutInnerNames } from "./stack-text";

export interface Frame {
  readonly functionName: string;
  /** The title of a cell, or a path. */
  readonly place: string;
  readonly line: number;
  readonly column: number;
  readonly text: string | undefined;
  readonly isCell: boolean;
  readonly isPackage: boolean;
}

/** A place in a source file, and how to name it. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string | undefined;
}

/** What is known of files. */
export interface Files {
  /** Whether a file's code runs the cells but is not part of them. */
  isInternal(file: string): boolean;
  isPackage(file: string): boolean;
  /** The source of a place in a file (line and column from 1). */
  locate(file: string, line: number, column: number): SourcePlace;
}

/** How many frames V8 collects. */
const MAXIMUM_FRAMES = 50;

const framesOfErrors = new WeakMap<object, readonly Frame[]>();

/** Reads the frames of an error whose stack is text. */
let readText: ((stack: string) => Frame[]) | undefined;

/** From now on every error's stack is in the reader's terms. */
export function installStacks(scripts: CellScripts, files: Files): void {
  const read = (frames: readonly RawFrame[]): Frame[] =>
    frames.map((raw) => readFrame(raw, scripts, files)).filter((frame) => frame !== undefined);
  const engine = { isV8: false };
  // Below the reader's frames are those of the kernel, and V8 counts them too.
  Error.stackTraceLimit = MAXIMUM_FRAMES;
  Error.prepareStackTrace = (error, sites) => {
    engine.isV8 = true;
    return noteFrames(error, read(sites.map(rawFrame)));
  };
  // Reading a stack makes it.
  if (new Error().stack === undefined || engine.isV8) return;
  readText = (stack) => read(parseStack(stack));
  installGetter(readText);
}

/** Firefox gives all errors their stacks by one getter. */
function installGetter(readText: (stack: string) => Frame[]): void {
  const own = Object.getOwnPropertyDescriptor(Error.prototype, "stack");
  if (!own?.get) return;
  Object.defineProperty(Error.prototype, "stack", {
    ...own,
    get(this: Error): unknown {
      const stack: unknown = own.get?.call(this);
      return typeof stack === "string" ? noteFrames(this, readText(stack)) : stack;
    },
  });
}

function noteFrames(error: Error, frames: readonly Frame[]): string {
  framesOfErrors.set(error, frames);
  return [heading(error), ...frames.map(asLine)].join("\n    at ");
}

/** The frames of an error, innermost first; none if what was thrown has no stack that the engine has made. */
export function framesOf(error: object): readonly Frame[] {
  const stack = "stack" in error && typeof error.stack === "string" ? error.stack : undefined;
  if (stack === undefined) return [];
  return framesOfErrors.get(error) ?? readText?.(stack) ?? [];
}

function heading(error: Error): string {
  try {
    return withoutInnerNames(Error.prototype.toString.call(error));
  } catch {
    return "Error";
  }
}

function asLine({ functionName, place, line, column }: Frame): string {
  const at = `${place}:${line}:${column}`;
  return functionName === "" ? at : `${functionName} (${at})`;
}

/** What V8 tells of a frame. */
function rawFrame(site: NodeJS.CallSite): RawFrame {
  return {
    functionName: site.getFunctionName() ?? "",
    // A page runs cells by eval, whose code has no file but a name.
    file: site.getFileName() ?? site.getScriptNameOrSourceURL() ?? undefined,
    line: site.getLineNumber() ?? undefined,
    column: site.getColumnNumber() ?? undefined,
  };
}

function readFrame(raw: RawFrame, scripts: CellScripts, files: Files): Frame | undefined {
  const { file, line, column } = raw;
  if (!file || line === undefined || column === undefined || files.isInternal(file)) return undefined;
  const functionName = withoutInnerNames(raw.functionName.replace(/^(?:new )?(?:Object|exports)\./, ""));
  const inCell = scripts.locate(file, line, column);
  if (inCell) {
    const { cell, ...place } = inCell;
    // So V8 calls what is outside of all functions.
    const name = functionName === "eval" ? "" : functionName;
    return { functionName: name, place: cell, ...place, isCell: true, isPackage: false };
  }
  const { path, ...place } = files.locate(file, line, column);
  return { functionName, place: path, ...place, isCell: false, isPackage: files.isPackage(file) };
}
