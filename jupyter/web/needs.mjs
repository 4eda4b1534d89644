// @ts-check
// Which cells a cell needs: with these alone it shows what it shows in the whole lesson.

/** @typedef {import("../kernel/compile/cell-compiler.js").CompiledCell} CompiledCell */
/** @typedef {{ id: string, compiled: CompiledCell | undefined }} Known - a code cell, and how it compiles, if it does */
/** @typedef {{ needs: string[], gives: string[] }} Ties - the cells that one needs, and the names that it declares or changes */

/**
 * Finds what each cell needs, in the order of the lesson. A cell takes names from those that declare or change them. All above
 * it is needed by a cell whose names cannot be told, that changes what others above it have read, or that tells of them all.
 *
 * @param {readonly Known[]} cells
 * @returns {Map<string, Ties>}
 */
export function needsOf(cells) {
  /** Where each name has got its value so far. @type {Map<string, Set<number>>} */
  const sources = new Map();
  /** Which names have been read since. @type {Set<string>} */
  const read = new Set();
  /** @type {Set<number>[]} */
  const needs = [];
  /** @type {string[][]} */
  const gives = [];
  for (const [place, { compiled }] of cells.entries()) {
    /** @type {Set<number>} */
    const needed = new Set();
    needs.push(needed);
    const uses = compiled?.uses ?? [];
    const changed = uses.filter((name) => sources.has(name) && changes(compiled?.source ?? "", name));
    const again = (compiled?.declares ?? []).filter((name) => sources.has(name));
    const isReport = uses.includes("exerciseReport");
    if (!compiled || isReport || [...changed, ...again].some((name) => read.has(name)))
      for (let above = 0; above < place; above++) needed.add(above);
    for (const direct of uses.flatMap((name) => [...(sources.get(name) ?? [])])) {
      needed.add(direct);
      for (const further of needs[direct] ?? []) needed.add(further);
    }
    gives.push([...changed, ...(compiled?.declares ?? [])]);
    for (const name of uses) read.add(name);
    for (const name of changed) sources.get(name)?.add(place);
    for (const name of compiled?.declares ?? []) sources.set(name, new Set([place]));
  }
  return new Map(
    cells.map(({ id }, place) => [
      id,
      {
        needs: cells.filter((_, above) => needs[place]?.has(above)).map((above) => above.id),
        gives: gives[place] ?? [],
      },
    ]),
  );
}

/**
 * Whether a cell gives a name, or a part of what it names, another value, or calls a method for nothing but its effect.
 *
 * @param {string} source
 * @param {string} name
 */
function changes(source, name) {
  const own = name.replaceAll("$", "\\$");
  const target = `(?<![\\w$.]|: )${own}(?![\\w$])(?:\\.[\\w$]+|\\[[^\\]]*\\])*\\s*`;
  const after = String.raw`(?:=(?![=>])|(?:[-+*/%&|^]|\*\*|&&|\|\||\?\?|<<|>>>?)=|\+\+|--)`;
  const effect = `(?:^|[;{}])\\s*${own}(?:\\.[\\w$]+)+\\(`;
  return new RegExp(`${target}${after}|(?:\\+\\+|--)${own}(?![\\w$])|${effect}`, "m").test(source);
}
