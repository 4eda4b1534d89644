/** What the code of a cell changes of what cells above it have made, as far as its text tells. */

/** A name, and the parts of what it names, such as `options.sizes[0]`. */
const PLACE = String.raw`(?<![\w$.])([A-Za-z_$][\w$]*)(?:[!?]*\.[\w$]+|[!?.]*\[[^\]]*\])*`;
const ASSIGNED = String.raw`(?:!(?!=))?\s*(?:=(?![=>])|(?:[-+*/%&|^]|\*\*|&&|\|\||\?\?|<<|>>>?)=|\+\+|--)`;
/** Methods that change what they are called on. Most others only tell something of it. */
const METHODS = "(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|move)";
const CHANGES = [
  `${PLACE}${ASSIGNED}`,
  `(?:\\+\\+|--|\\bdelete |\\bObject\\.assign\\(\\s*)${PLACE}`,
  String.raw`${PLACE}[!?]*\.${METHODS}\(`,
].map((pattern) => new RegExp(pattern, "g"));

const DECLARING = "(?:const|let|var|function|class|import)";

/** Whether a text declares a name: for cells below it or, if it may be anywhere, also for itself. */
export function declares(text: string, name: string, anywhere = false): boolean {
  const start = anywhere ? "\\b" : "^(?:export )?(?:async )?";
  const own = name.replaceAll("$", "\\$");
  return new RegExp(`${start}${DECLARING}\\b[^=(;]*(?<![\\w$])${own}(?![\\w$])`, "m").test(text);
}

/** What was found in texts, since the same are asked about at each key. */
const known = new Map<string, readonly string[]>();

/** The names that a text changes, and those that it declares for cells below it. */
export function changedIn(text: string): readonly string[] {
  if (known.size > 100) known.clear();
  const names = known.get(text) ?? findChanged(text);
  known.set(text, names);
  return names;
}

function findChanged(text: string): string[] {
  const code = text.replaceAll(/\/\/.*/g, "");
  const found = CHANGES.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name]) => name!));
  const written = [...new Set(found)];
  const declared = [
    ...code.matchAll(/^(?:export )?(?:async )?(?:const|let|var|function|class)\b([^=(;]*)/gm),
  ].flatMap(([, names]) => names!.match(/[\w$]+/g) ?? []);
  return [...new Set([...written.filter((name) => !declares(code, name, true)), ...declared])];
}

/**
 * Whether a name means in a cell what it meant in one above it.
 *
 * @param above - what stands in the cells above, the first one first, and in the upper one
 * @param below - what stands in the cells between them, the first one first, and in the lower one
 */
export function isShared(name: string, above: readonly string[], below: readonly string[]): boolean {
  const used = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`);
  return (
    used.test(below.at(-1) ?? "") &&
    above.some((one) => declares(one, name)) &&
    !below.slice(0, -1).some((one) => declares(one, name))
  );
}
