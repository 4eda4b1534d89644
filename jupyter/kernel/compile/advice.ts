/** What helps a reader more than what TypeScript says. */
import type { Complaint } from "./compile-error";
import type { Offers } from "./habit-table";
import { insteadOf, withHabit } from "./habits";

/** TypeScript's number for "Cannot find module", and what it says of a library's sources where its built files are missing. */
export const UNKNOWN_MODULE = 2307;
export const UNBUILT_MODULE = 6059;

/** What a cell of another kernel begins with, and what to write here instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [
    /^%%?time/,
    'This kernel has no magics. To take the time: console.time("cell"); …; console.timeEnd("cell")',
  ],
  [
    /^!\s*[\w./-]+(?:\s+[^\s=&|?]|\s*$)|^%%(?:bash|sh)\b/,
    'Cells are TypeScript. For a shell command: require("child_process").execSync("…", { stdio: "inherit" })',
  ],
  [/^%/, "This kernel has no magics: cells are TypeScript"],
  [
    /(?<!["'`].*)[\w)\]]\s+@\s+\w/,
    "TypeScript has no operator @. The matrix product of W and X is W.multiply(X)",
  ],
  [
    /^(?:from\s+[\w.]+\s+)?import\s+[\w.,* ]+$/m,
    'Names are imported in braces: import { moons, train } from "../lib"; lib? lists all there is',
  ],
  [/^def\s+\w+\(.*\)\s*:/, "A function is written const name = (x: number) => x ** 2;"],
  [/^for\s+\w+\s+in\s+.*:\s*$/m, "A loop is written for (let i = 0; i < 10; i++) { … }"],
  [/^\?/, "For help, write the question mark behind the name, or put the cursor on it and press Shift-Tab"],
];

/** TypeScript's codes for a name that it does not find, some with a guess at what was meant. */
const UNKNOWN_NAME = new Set([2304, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593]);

/** What to do about names of the library before a cell has imported any: a reader may have begun with the first cell in sight. */
const IMPORTS_FIRST =
  "In a lesson, run its first cell, “Imports”, which is folded, or all cells above: Run → Run All Above Selected Cell";

const CELLS_ABOVE = "Run the cells above first, then this one; if they have run, check the spelling.";

const NOTHING: Offers = { offers: () => false, example: () => undefined };

/**
 * The same complaints in fewer and more helpful words.
 *
 * @param isInUse - whether a cell has imported anything of the library
 */
export function advise(
  source: string,
  complaints: readonly Complaint[],
  library: Offers = NOTHING,
  isInUse = true,
): readonly Complaint[] {
  const [first] = complaints;
  const foreign = FOREIGN.find(([pattern]) => pattern.test(source.trimStart()))?.[1];
  if (first && foreign !== undefined) return [{ ...first, code: undefined, messages: [foreign] }];
  const unknown = complaints.filter(({ file, code }) => file === undefined && UNKNOWN_NAME.has(code ?? 0));
  const known = complaints.filter((complaint) => !unknown.includes(complaint));
  const told = withoutEchoes(
    known
      .filter((complaint, i) => known.findIndex((earlier) => isAlike(earlier, complaint)) === i)
      .map((complaint) => ({ ...complaint, also: known.filter((one) => isAlike(one, complaint)).slice(1) }))
      .map((complaint, _, rest) => withHabit(aboutModule(complaint), source, rest, library)),
  );
  const [place] = unknown;
  if (!place) return told;
  const names = [
    ...new Set(unknown.map(({ messages: [message = ""] }) => /'([^']*)'/.exec(message)?.[1] ?? message)),
  ];
  const message = `Cannot find ${names.length === 1 ? "the name" : "the names"} ${names.join(", ")}`;
  const imported = names.filter((name) => library.offers(name));
  const others = names.filter((name) => !library.offers(name));
  const habits = others.flatMap((name) => insteadOf(name, source) ?? []);
  const hints =
    imported.length > 0 ? [...(isInUse ? [] : [IMPORTS_FIRST]), importOf(imported), ...habits] : habits;
  if (isInUse ? others.length > habits.length : hints.length === 0) hints.push(CELLS_ABOVE);
  // A name out of the reader's own cells or of the standard library is a good guess, "Blob" for "blobs" is not.
  const guess =
    unknown.length === 1 && imported.length === 0
      ? /Did you mean '[^']*'\?/.exec(place.messages[0] ?? "")?.[0]
      : undefined;
  const messages = [message, ...(guess === undefined ? [] : [guess]), ...hints];
  const missing = { ...place, also: unknown.slice(1), messages };
  return [missing, ...told].sort((a, b) => a.line - b.line || a.column - b.column);
}

const importOf = (names: readonly string[]): string =>
  `Import what the library offers: import { ${names.join(", ")} } from "../lib";`;

/** Whether two complaints are about the same fault, such as each entry of a list. */
function isAlike(a: Complaint, b: Complaint): boolean {
  return a.file === b.file && a.line === b.line && a.messages.join("\n") === b.messages.join("\n");
}

/** What was said of an earlier place is not said again. */
function withoutEchoes(complaints: readonly Complaint[]): readonly Complaint[] {
  const lastOf = ({ messages }: Complaint): string | undefined => messages.slice(1).at(-1);
  return complaints.map((complaint, i) => {
    const last = lastOf(complaint);
    const isTold = last !== undefined && complaints.slice(0, i).some((earlier) => lastOf(earlier) === last);
    return isTold ? { ...complaint, messages: complaint.messages.slice(0, -1) } : complaint;
  });
}

function aboutModule(complaint: Complaint): Complaint {
  if (
    complaint.code === UNKNOWN_MODULE &&
    /'[\w.-]*(?:lib|breaking-symmetry)'/.test(complaint.messages[0] ?? "")
  )
    return { ...complaint, messages: [...complaint.messages, 'The library is in "../lib"'] };
  if (complaint.code !== UNBUILT_MODULE) return complaint;
  const message =
    "This library has not been built. Run npm run build in the kit's folder, then this cell again.";
  return { ...complaint, messages: [message] };
}
