/** Shows the frames of an error: where each is, in the words of whoever wrote the code, and the line itself. */
import { paint } from "./colours";
import type { Frame } from "./stack";

/** A deep recursion repeats itself; this many places are enough. */
const MAXIMUM_FRAMES = 12;

/**
 * One text per frame. The reader's own line comes first, and what it called after it.
 *
 * @param frames - innermost first
 */
export function describeFrames(frames: readonly Frame[]): string[] {
  const relevant = frames.filter(isNoInnerCallOfPackage);
  const own = relevant.findIndex(({ isCell }) => isCell);
  if (own <= 0) return describe(relevant);
  return [
    ...describe(relevant.slice(own)),
    paint.place("\nIn what it called, innermost first:"),
    ...describe(relevant.slice(0, own)),
  ];
}

/** Of consecutive calls inside packages only the innermost is of interest. */
function isNoInnerCallOfPackage({ isPackage }: Frame, index: number, frames: readonly Frame[]): boolean {
  return !isPackage || !frames[index - 1]?.isPackage;
}

function describe(frames: readonly Frame[]): string[] {
  const shown = frames.slice(0, MAXIMUM_FRAMES).map(describeFrame);
  const distinct = shown.filter((text, i) => text !== shown[i - 1]);
  const left = frames.length - MAXIMUM_FRAMES;
  return left > 0 ? [...distinct, `\n… and ${left} more`] : distinct;
}

function describeFrame({ place, line, functionName, text }: Frame): string {
  const suffix = functionName === "" ? "" : `, in ${functionName}`;
  const heading = `\n${paint.place(`${place}, line ${line}${suffix}`)}`;
  return text === undefined ? heading : `${heading}\n${paint.marked(`→ ${line} |`)} ${text}`;
}
