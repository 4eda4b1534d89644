/**
 * Stacks in the reader's own terms, wherever they are shown: each frame is a line of a cell or of a source file, and frames of
 * the kernel, of tslab and of Node are left out.
 */
import type { CellScripts } from "./cell-scripts";

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

/** What V8 tells of a frame. */
type CallSite = NodeJS.CallSite;

const framesOfErrors = new WeakMap<object, readonly Frame[]>();

/** From now on every error's stack is in the reader's terms. */
export function installStacks(scripts: CellScripts, files: Files): void {
  // Below the reader's frames are those of the kernel, and V8 counts them too.
  Error.stackTraceLimit = MAXIMUM_FRAMES;
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites
      .map((site) => readFrame(site, scripts, files))
      .filter((frame) => frame !== undefined);
    framesOfErrors.set(error, frames);
    return [heading(error), ...frames.map(asLine)].join("\n    at ");
  };
}

/** The frames of an error, innermost first; none if what was thrown has no stack that V8 has made. */
export function framesOf(error: object): readonly Frame[] {
  // Reading the stack makes it.
  const isMade = "stack" in error && typeof error.stack === "string";
  return (isMade ? framesOfErrors.get(error) : undefined) ?? [];
}

function heading(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

function asLine({ functionName, place, line, column }: Frame): string {
  const at = `${place}:${line}:${column}`;
  return functionName === "" ? at : `${functionName} (${at})`;
}

function readFrame(site: CallSite, scripts: CellScripts, files: Files): Frame | undefined {
  // A page runs cells by eval, whose code has no file but a name.
  const file = site.getFileName() ?? site.getScriptNameOrSourceURL();
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  if (!file || line === null || column === null || files.isInternal(file)) return undefined;
  const functionName = (site.getFunctionName() ?? "")
    .replace(/^(?:new )?(?:Object|exports)\./, "")
    .replace(/__box_[^.]+\./, "");
  const inCell = scripts.locate(file, line, column);
  if (inCell) {
    const { cell, ...place } = inCell;
    return { functionName, place: cell, ...place, isCell: true, isPackage: false };
  }
  const { path, ...place } = files.locate(file, line, column);
  return { functionName, place: path, ...place, isCell: false, isPackage: files.isPackage(file) };
}
