/** What helps a reader more than what TypeScript says. */
import { UNBUILT_MODULE, type Complaint } from "./compile-error";
import { insteadOf, withHabit } from "./habits";

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
  [/^\?/, "For help, write the question mark behind the name, or put the cursor on it and press Shift-Tab"],
];

/** TypeScript's codes for a name that it does not find, some with a guess at what was meant. */
const UNKNOWN_NAME = new Set([2304, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593]);

/** Whether the library offers a value of a name. */
export type Offers = (name: string) => boolean;

/** The same complaints in fewer and more helpful words. */
export function advise(
  source: string,
  complaints: readonly Complaint[],
  offers: Offers,
): readonly Complaint[] {
  const [first] = complaints;
  const foreign = FOREIGN.find(([pattern]) => pattern.test(source.trimStart()))?.[1];
  if (first && foreign !== undefined) return [{ ...first, code: undefined, messages: [foreign] }];
  const unknown = complaints.filter(({ file, code }) => file === undefined && UNKNOWN_NAME.has(code ?? 0));
  const others = complaints
    .filter((complaint) => !unknown.includes(complaint))
    .map((complaint) => withHabit(aboutModule(complaint), source));
  const [place] = unknown;
  if (!place) return others;
  const names = [
    ...new Set(unknown.map(({ messages: [message = ""] }) => /'([^']*)'/.exec(message)?.[1] ?? message)),
  ];
  const message = `Cannot find ${names.length === 1 ? "the name" : "the names"} ${names.join(", ")}`;
  const imported = names.filter(offers);
  const hints = names.flatMap((name) => (offers(name) ? [] : (insteadOf(name, source) ?? [])));
  if (imported.length > 0)
    hints.unshift(`Import what the library offers: import { ${imported.join(", ")} } from "../lib";`);
  if (hints.length === 0)
    hints.push("Run the cells above first, then this one; if they have run, check the spelling.");
  // A name out of the reader's own cells or of the standard library is a good guess, "Blob" for "blobs" is not.
  const guess =
    unknown.length === 1 && imported.length === 0
      ? /Did you mean '[^']*'\?/.exec(place.messages[0] ?? "")?.[0]
      : undefined;
  const missing = { ...place, messages: [message, ...(guess === undefined ? [] : [guess]), ...hints] };
  return [missing, ...others].sort((a, b) => a.line - b.line || a.column - b.column);
}

function aboutModule(complaint: Complaint): Complaint {
  if (complaint.code !== UNBUILT_MODULE) return complaint;
  const message =
    "This library has not been built. Run npm run build in the kit's folder, then this cell again.";
  return { ...complaint, messages: [message] };
}
