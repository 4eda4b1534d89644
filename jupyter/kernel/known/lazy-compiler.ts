/**
 * Repair: a cell that was checked before runs at once.
 *
 * tslab, as any compiler, reads TypeScript's and the library's declarations before it can say that a cell is right, each time
 * a kernel starts, even if thousands have run the same cell after the same cells.
 * On stock tslab: the first cell of a lesson waits two seconds for TypeScript, which says what it said yesterday.
 *
 * So compiled cells are kept, under a key that tells all that their check depended on: the compiler, the libraries, the text,
 * and the cells that its names stem from. TypeScript is loaded for the first cell that is not known, and for help while
 * writing; it then learns what the cells before have declared.
 */
import type { Content } from "../common/messages";
import type { CellCompiler, CellName, CompiledCell } from "../compile/cell-compiler";
import { canBeKept } from "./keepable";
import { Lineage } from "./lineage";
import type { KnownCells } from "./store";

/** What a session asks of a compiler. */
export type Compiler = Pick<CellCompiler, keyof CellCompiler>;

/** A compiled cell without what differs from run to run. */
type KnownCell = Omit<CompiledCell, keyof CellName | "source">;

export class LazyCompiler implements Compiler {
  readonly #known: KnownCells;
  readonly #load: () => Compiler;
  #loaded: Compiler | undefined;
  readonly #lineage = new Lineage();
  readonly #keys = new WeakMap<CompiledCell, string>();
  /** Whether a cell has run that may have changed what other cells mean. From then on each is checked. */
  #isBlind = false;
  /** What was committed before TypeScript was loaded. */
  #committed: Parameters<Compiler["commit"]>[] = [];

  /** @param load - makes the compiler, which takes its time */
  constructor(known: KnownCells, load: () => Compiler) {
    this.#known = known;
    this.#load = load;
  }

  compile(source: string, name: CellName): CompiledCell {
    const environment = this.#isBlind ? undefined : this.#known.environment(source);
    const known = environment === undefined ? undefined : this.#find(environment, source);
    const cell = known ? { ...known.cell, ...name, source } : this.#compiler.compile(source, name);
    const key = known?.key ?? this.#keep(environment, cell);
    if (key !== undefined) this.#keys.set(cell, key);
    return cell;
  }

  commit(cell: CompiledCell, unreached: ReadonlySet<string>): void {
    if (this.#loaded) this.#loaded.commit(cell, unreached);
    else this.#committed.push([cell, unreached]);
    const key = this.#keys.get(cell);
    if (key === undefined) this.#isBlind = true;
    else this.#lineage.add(key, cell, unreached);
  }

  complete(...asked: Parameters<Compiler["complete"]>): Content {
    return this.#compiler.complete(...asked);
  }

  inspect(...asked: Parameters<Compiler["inspect"]>): Content {
    return this.#compiler.inspect(...asked);
  }

  help(code: string): Content | undefined {
    return code.trimEnd().endsWith("?") ? this.#compiler.help(code) : undefined;
  }

  isComplete(code: string): Content {
    const environment = this.#known.environment(code);
    // What has compiled once is whole.
    if (environment !== undefined && this.#uses(environment, code)) return { status: "complete" };
    return this.#compiler.isComplete(code);
  }

  diagnose(code: string, above: readonly string[]): ReturnType<Compiler["diagnose"]> {
    return this.#compiler.diagnose(code, above);
  }

  format(code: string): string {
    return this.#compiler.format(code);
  }

  close(): void {
    this.#loaded?.close();
  }

  get #compiler(): Compiler {
    if (this.#loaded) return this.#loaded;
    const loaded = this.#load();
    for (const commit of this.#committed) loaded.commit(...commit);
    this.#committed = [];
    return (this.#loaded = loaded);
  }

  #find(environment: string, source: string): { readonly key: string; readonly cell: KnownCell } | undefined {
    const uses = this.#uses(environment, source);
    if (!uses) return undefined;
    const key = this.#key(environment, source, uses);
    const cell = this.#known.get(key) as KnownCell | undefined;
    return cell && { key, cell };
  }

  /** The names that a text takes from outside, whichever cells have run before it. */
  #uses(environment: string, source: string): readonly string[] | undefined {
    return this.#known.get(this.#textKey(environment, source)) as readonly string[] | undefined;
  }

  #textKey(environment: string, source: string): string {
    return this.#known.keyOf(JSON.stringify([environment, source]));
  }

  #key(environment: string, source: string, uses: readonly string[]): string {
    return this.#known.keyOf(JSON.stringify([this.#textKey(environment, source), this.#lineage.of(uses)]));
  }

  /** Keeps a cell, if its check depended on what its key tells alone. Returns its key. */
  #keep(environment: string | undefined, cell: CompiledCell): string | undefined {
    const { source, script, declares, uses, imports, sideModules } = cell;
    const known: KnownCell = { script, declares, uses, imports, sideModules };
    if (sideModules.length > 0 || !canBeKept(source)) return undefined;
    // A library may have been built while the cell was checked.
    if (environment === undefined || environment !== this.#known.environment(source)) return undefined;
    const key = this.#key(environment, source, uses);
    this.#known.set(this.#textKey(environment, source), uses);
    this.#known.set(key, known);
    return key;
  }
}
