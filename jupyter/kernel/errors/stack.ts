/** Reads the frames of a V8 stack trace and leaves out those that belong to no one's code. */
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { requireFromTslab } from "../packages";
import { attempt } from "./attempt";

export interface StackFrame {
  readonly functionName: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `at name (file:1:2)`, where the file's name may have parentheses itself. What `eval` runs has no file. */
const NAMED_FRAME = /^\s+at (?:async )?(.*?) \((?!eval at )(.+):(\d+):(\d+)\)$/;

/** `at file:1:2`, outside of any function. */
const BARE_FRAME = /^\s+at (?:async )?()(.+):(\d+):(\d+)$/;

/** Folders whose code runs the cells but is not part of them: the kernel, tslab and its TypeScript. */
const INTERNAL_FOLDERS = [
  dirname(__dirname),
  dirname(requireFromTslab.resolve("tslab/package.json")),
  dirname(dirname(requireFromTslab.resolve("@tslab/typescript-for-tslab"))),
].map((folder) => folder + sep);

/** The frames of a stack, innermost first, without those of Node, of tslab and of the kernel. */
export function readStack(stack: string): StackFrame[] {
  return stack
    .split("\n")
    .map(readFrame)
    .filter((frame) => frame !== undefined)
    .filter(({ file }) => !file.startsWith("node:") && file !== "evalmachine.<anonymous>")
    .filter(({ file }) => !INTERNAL_FOLDERS.some((folder) => file.startsWith(folder)));
}

function readFrame(line: string): StackFrame | undefined {
  const [, name = "", file, row, column] = NAMED_FRAME.exec(line) ?? BARE_FRAME.exec(line) ?? [];
  if (file === undefined || file === "native") return undefined;
  return {
    functionName: readableName(name),
    file: file.startsWith("file://") ? attempt(() => fileURLToPath(file), file) : file,
    line: Number(row),
    column: Number(column),
  };
}

/** `Object.__box_f.f [as g]` is just `f` to whoever wrote it. */
function readableName(name: string): string {
  return name
    .replace(/ \[as [^\]]*\]$/, "")
    .replace(/^(?:new )?(?:Object|exports)\./, "")
    .replace(/__box_[^.]+\./, "")
    .replace(/^<anonymous>$/, "");
}
