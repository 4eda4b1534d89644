/**
 * tslab's converter with the repairs of this folder around it. It also keeps the declarations of earlier cells, which
 * tslab's executor hands over but forgets when a cell fails.
 */
import { CompileError, groupDiagnostics } from "../errors/type-error";
import type { CellScripts } from "../errors/cell-scripts";
import type { Converter, Converted } from "../tslab";
import { inOriginal } from "./cell-diagnostics";
import type { CellModule } from "./cell-module";
import { editCellScript } from "./cell-script";
import { parseCell } from "./cell-syntax";
import { keepReachedDeclarations } from "./declarations";
import { EditedText } from "./edits";
import { writeOutPropertyNames } from "./property-names";
import type { TranspileTap } from "./transpile-tap";

/** A cell on its way from source to script. */
interface Cell {
  /** How errors refer to it, e.g. "Cell 3". */
  readonly title: string;
  readonly scriptName: string;
}

export class CellConverter implements Converter {
  /** Declarations of all earlier cells' names, as TypeScript. */
  declarations = "";
  /** Called with what a cell declares, just before it runs. */
  onConverted: (cell: CellModule) => void = () => undefined;
  cell: Cell = { title: "Cell", scriptName: "cell" };
  #next = "";
  readonly #converter: Converter;
  readonly #tap: TranspileTap;
  readonly #scripts: CellScripts;

  constructor(converter: Converter, tap: TranspileTap, scripts: CellScripts) {
    this.#converter = converter;
    this.#tap = tap;
    this.#scripts = scripts;
  }

  convert(_declarations: string, source: string): Converted {
    this.#next = this.declarations;
    const edited = new EditedText(source, writeOutPropertyNames(parseCell(source)));
    const converted = this.#converter.convert(this.declarations, edited.text);
    const complaints = groupDiagnostics(inOriginal(converted.diagnostics, source, edited));
    if (complaints.length > 0) throw new CompileError(source, complaints);
    return this.#finish(source, converted);
  }

  /** Takes over the declarations of the cell that was converted last, without names that got no value. */
  commit(unreached: ReadonlySet<string>): void {
    const isComplete = unreached.size === 0;
    this.declarations = isComplete
      ? this.#next
      : keepReachedDeclarations(this.declarations, this.#next, unreached);
  }

  inspect: Converter["inspect"] = (_declarations, source, position) =>
    this.#converter.inspect(this.declarations, source, position);

  complete: Converter["complete"] = (_declarations, source, position) =>
    this.#converter.complete(this.declarations, source, position);

  addModule: Converter["addModule"] = (name, source, metadata) => {
    const complaints = groupDiagnostics(this.#converter.addModule(name, source, metadata));
    if (complaints.length > 0) throw new CompileError(source, complaints);
    return [];
  };

  close(): void {
    this.#converter.close();
  }

  #finish(source: string, converted: Converted): Converted {
    const tapped = this.#tap.take();
    if (!tapped) return converted;
    const { module, moduleMap, scriptMap } = tapped;
    this.#next = converted.declOutput ?? "";
    this.onConverted(module);
    const script = editCellScript(converted.output ?? "");
    const { title, scriptName } = this.cell;
    this.#scripts.add(scriptName, {
      cell: title,
      source,
      script,
      scriptMap,
      module: module.edited,
      moduleMap,
    });
    const output = `${script.text}\n//# sourceURL=${scriptName}`;
    return { output, diagnostics: [], hasToplevelAwait: module.waits, ...sideOutputsOf(converted) };
  }
}

function sideOutputsOf({ sideOutputs }: Converted): Pick<Converted, "sideOutputs"> {
  return sideOutputs ? { sideOutputs } : {};
}
