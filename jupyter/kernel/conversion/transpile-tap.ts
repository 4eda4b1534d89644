/**
 * Where the kernel gets between tslab's two steps: tslab makes an ES module of a cell, and hands it to TypeScript's
 * `transpileModule` to make CommonJS of it. Modules that a cell imports from the notebook's folder take the same way
 * and are left alone.
 */
import { ts, type TypeScript } from "../tslab";
import { editCellModule, type CellModule } from "./cell-module";

/** What became of a cell: its module, and the source maps of both steps as JSON. */
export interface TappedCell {
  readonly module: CellModule;
  readonly moduleMap: string;
  readonly scriptMap: string;
}

type Transpile = typeof ts.transpileModule;

const INLINE_MAP = /^\/\/# sourceMappingURL=data:application\/json;base64,(.+)\s*$/m;

export class TranspileTap {
  #cell: TappedCell | undefined;

  constructor() {
    const compiler = ts as { transpileModule: Transpile };
    const { transpileModule } = compiler;
    compiler.transpileModule = (source, options) => this.#transpile(transpileModule, source, options);
  }

  /** The cell that was converted last. */
  take(): TappedCell | undefined {
    const cell = this.#cell;
    this.#cell = undefined;
    return cell;
  }

  #transpile(
    transpile: Transpile,
    source: string,
    options: TypeScript.TranspileOptions,
  ): TypeScript.TranspileOutput {
    const encoded = INLINE_MAP.exec(source)?.[1];
    const moduleMap = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString();
    if (!moduleMap.includes("__tslab__.ts")) return transpile(source, options);
    const module = editCellModule(source.replace(INLINE_MAP, ""));
    const compilerOptions = { ...options.compilerOptions, sourceMap: true };
    const output = transpile(module.edited.text, { ...options, compilerOptions });
    this.#cell = { module, moduleMap, scriptMap: output.sourceMapText ?? "" };
    return output;
  }
}
