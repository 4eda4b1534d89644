/** From which cells the names stem that a cell may use, which is what its check depends on besides its text. */
import type { CompiledCell } from "../compile/cell-compiler";

export class Lineage {
  /** The key of the cell that declares a name now. A type leaves a value of the same name in place. */
  readonly #values = new Map<string, string>();
  readonly #types = new Map<string, string>();

  /** Those of some names that earlier cells declare, with the keys of these cells. */
  of(names: readonly string[]): readonly (readonly string[])[] {
    return names.flatMap((name) => {
      const [value, type] = [this.#values.get(name), this.#types.get(name)];
      return value === undefined && type === undefined ? [] : [[name, value ?? "", type ?? ""]];
    });
  }

  /** Notes what a cell has declared, except names that have got no value. */
  add(key: string, { declares, script: { names } }: CompiledCell, unreached: ReadonlySet<string>): void {
    const values = new Set(names);
    for (const name of declares) {
      if (unreached.has(name)) continue;
      if (values.has(name)) this.#types.delete(name);
      (values.has(name) ? this.#values : this.#types).set(name, key);
    }
  }
}
