/** Shows the frames of a stack: where each is, in the words of whoever wrote the code, and the line itself. */
import { relative, sep } from "node:path";
import type { CellScripts } from "./cell-scripts";
import { paint } from "./colours";
import { locateSource } from "./source-lines";
import { readStack, type StackFrame } from "./stack";

/** A deep recursion repeats itself; this many places are enough. */
const MAXIMUM_FRAMES = 12;

const PACKAGES = `${sep}node_modules${sep}`;

/** One text per frame, innermost first. */
export function describeFrames(stack: string, scripts: CellScripts): string[] {
  const frames = readStack(stack).filter(isNoInnerCallOfPackage);
  const shown = frames.slice(0, MAXIMUM_FRAMES).map((frame) => describeFrame(frame, scripts));
  const distinct = shown.filter((text, i) => text !== shown[i - 1]);
  const left = frames.length - MAXIMUM_FRAMES;
  return left > 0 ? [...distinct, `\n… and ${left} more`] : distinct;
}

/** Of consecutive calls inside packages only the innermost is of interest. */
function isNoInnerCallOfPackage({ file }: StackFrame, index: number, frames: readonly StackFrame[]): boolean {
  return !file.includes(PACKAGES) || !frames[index - 1]?.file.includes(PACKAGES);
}

function describeFrame({ file, line, column, functionName }: StackFrame, scripts: CellScripts): string {
  const suffix = functionName === "" ? "" : `, in ${functionName}`;
  const inCell = scripts.locate(file, line, column);
  if (inCell) return place(`${inCell.cell}, line ${inCell.line}${suffix}`, inCell.line, inCell.text);
  const source = locateSource(file, line, column);
  const path = relative(process.cwd(), source.file).replaceAll("\\", "/");
  return place(`${path}, line ${source.line}${suffix}`, source.line, source.text);
}

function place(title: string, line: number, text: string | undefined): string {
  const heading = `\n${paint.place(title)}`;
  return text === undefined ? heading : `${heading}\n${paint.marked(`→ ${line} |`)} ${text}`;
}
