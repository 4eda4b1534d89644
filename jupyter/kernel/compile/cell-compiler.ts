/**
 * Compiles cells: TypeScript checks them by way of tslab's converter, and a script is made of each. A cell goes in as text and
 * comes out as a value; only `commit` changes what later cells know.
 */
import type { Content } from "../common/messages";
import { Checker } from "./checker";
import { toUtf16 } from "./code-points";
import { CompileError, UNBUILT_MODULE, UNKNOWN_MODULE, groupDiagnostics } from "./compile-error";
import { complete } from "./completion";
import { anyInstead, keepReachedDeclarations, leaveOutExport } from "./declarations";
import { EditedText, type Edit } from "./edits";
import { GLOBALS } from "./globals";
import { declareInnerVars, withInnerVars } from "./inner-vars";
import { importFrom, type Elsewhere } from "./imports";
import { inspect } from "./inspection";
import { declarationIn, Library, LIBRARY } from "./library";
import { makeScript, type Script } from "./script";
import { isComplete, parseCell } from "./syntax";
import { UnbuiltModule } from "./light-builder";
import {
  getCodeMetadata,
  type Converter,
  type ConvertResult,
  type Diagnostic,
  type TypeScript,
} from "./tslab";

/** Modules of the notebook's folder that a cell imports, in JavaScript. */
export interface SideModule {
  readonly path: string;
  readonly data: string;
}

/** A cell as it can be run. */
export interface CompiledCell {
  readonly title: string;
  readonly scriptName: string;
  readonly source: string;
  readonly script: Script;
  readonly sideModules: readonly SideModule[];
  /** Whether it may load modules. */
  readonly imports: boolean;
  /** What the cells have declared once this one has reached its end. */
  readonly declarations: string;
}

/** How errors refer to a cell, e.g. "Cell [3]", and what its script is called. */
export type CellName = Pick<CompiledCell, "title" | "scriptName">;

export class CellCompiler {
  readonly #checker = new Checker();
  readonly #elsewhere: Elsewhere;
  readonly #library: Library;
  /** What the cells that have run were, the latest first. */
  #cells: readonly string[] = [];
  #declarations = "";
  #values: ReadonlySet<string> = new Set();

  /** @param elsewhere - tells of a module that cells import where it is, if not where they say */
  constructor(elsewhere: Elsewhere = () => undefined) {
    this.#elsewhere = elsewhere;
    this.#library = new Library(elsewhere);
  }

  /** Compiles a cell. Throws a CompileError if TypeScript rejects it. */
  compile(source: string, name: CellName): CompiledCell {
    const { module, mode } = getCodeMetadata(source);
    if (module !== undefined || mode === "browser") return this.#addModule(source, name);
    const file = parseCell(source);
    const checked = this.#check(file);
    return {
      ...name,
      source,
      script: makeScript(file, this.#values),
      sideModules: checked.sideOutputs ?? [],
      imports: /\b(import|require)\b/.test(source),
      declarations: checked.declOutput ?? "",
    };
  }

  /**
   * Lets later cells know what a cell has declared.
   *
   * @param unreached - names that have got no value, because the cell did not reach its end
   */
  commit({ declarations, source, script: { names } }: CompiledCell, unreached: ReadonlySet<string>): void {
    if (names.length > 0) this.#cells = [source, ...this.#cells];
    this.#declarations =
      unreached.size === 0
        ? declarations
        : keepReachedDeclarations(this.#declarations, declarations, unreached);
    this.#values = new Set([...this.#values, ...names.filter((name) => !unreached.has(name))]);
  }

  /** The content of a `complete_reply` for a cursor position in code points. */
  complete(code: string, cursor: number): Content {
    return complete(
      (source, offset) => this.#checker.fresh.complete(GLOBALS + this.#declarations, source, offset),
      code,
      cursor,
    );
  }

  /**
   * The content of an `inspect_reply` for a cursor position in code points.
   *
   * @param detail - 1 if the source is wanted as well
   */
  inspect(code: string, cursor: number, detail = 0): Content {
    const info = (text: string, at: number): Content =>
      inspect(
        (source, offset) => this.#checker.fresh.inspect(GLOBALS + this.#declarations, source, offset),
        text,
        at,
      );
    const known = info(code, cursor);
    const name = nameAt(code, toUtf16(code, cursor));
    if (known.found !== true && name === "lib") return page(this.#library.overview());
    const prefix = `import { ${name} } from "${LIBRARY}"; `;
    const found =
      known.found !== true && this.#library.offers(name)
        ? info(prefix + name, prefix.length + name.length)
        : known;
    if (detail < 1) return found;
    const source = this.#sourceOf(name, found);
    return source === undefined ? found : page(`\`\`\`typescript\n${source}\n\`\`\``, source);
  }

  /** The source of what the reader's own cells or the library declare. */
  #sourceOf(name: string, { data }: Content): string | undefined {
    for (const cell of this.#cells) {
      const own = declarationIn(cell, name);
      if (own !== undefined) return own;
    }
    const signature = (data as Readonly<Record<string, string>> | undefined)?.["text/plain"] ?? "";
    const member = /^\((?:method|property|getter|constructor)\) (\w+\.\w+)/.exec(signature)?.[1];
    return this.#library.source(member ?? name);
  }

  /** The documentation that a cell asks for which is nothing but a name and a question mark: `tanh?`, or two: its source. */
  help(code: string): Content | undefined {
    const [, name, marks] = /^\s*([\w$.]+)\s*(\?+)\s*$/.exec(code) ?? [];
    if (name === undefined || marks === undefined) return undefined;
    const { found, data } = this.inspect(name, name.length, marks.length - 1);
    if (found === true) return data as Content;
    return { "text/plain": `There is no ${name} here; lib? lists what the library offers.` };
  }

  /** The content of an `is_complete_reply`. */
  isComplete(code: string): Content {
    return { ...isComplete(code) };
  }

  /** Does now what the first cell would have to wait for. */
  warmUp(): void {
    this.#checker.warmUp();
  }

  close(): void {
    this.#checker.close();
  }

  #check(file: TypeScript.SourceFile): ConvertResult {
    const edits = [
      ...file.statements.flatMap((statement) => leaveOutExport(statement, file)),
      ...declareInnerVars(file),
      ...importFrom(this.#elsewhere, file),
    ];
    const first = this.#convert(file, edits);
    const { found } = this.#checker.declarationErrors;
    if (found.length === 0) return first;
    // TypeScript has no way to write down some types, such as that of a class expression with private members.
    const places = found.map(({ start = 0 }) => start);
    return this.#convert(file, [...edits, ...anyInstead(file, places)]);
  }

  #convert(file: TypeScript.SourceFile, edits: readonly Edit[]): ConvertResult {
    const edited = new EditedText(file.text, edits);
    this.#checker.declarationErrors.found = [];
    const converted = this.#checkedBy(
      (checker) => checker.convert(GLOBALS + this.#declarations, edited.text),
      file,
    );
    const complaints = groupDiagnostics(inOriginal(converted.diagnostics, file, edited));
    if (complaints.some(({ code }) => code === UNKNOWN_MODULE || code === UNBUILT_MODULE))
      this.#checker.forgetModules();
    if (complaints.length > 0) throw new CompileError(file.text, complaints, this.#library);
    return { ...converted, declOutput: withInnerVars(converted.declOutput ?? "") };
  }

  #checkedBy(check: (converter: Converter) => ConvertResult, file: TypeScript.SourceFile): ConvertResult {
    try {
      return check(this.#checker.fresh);
    } catch (error) {
      if (!(error instanceof UnbuiltModule)) throw error;
      this.#checker.forgetModules();
      throw new CompileError(file.text, [
        { ...FIRST_PLACE, code: UNBUILT_MODULE, messages: [error.message] },
      ]);
    }
  }

  #addModule(source: string, name: CellName): CompiledCell {
    const metadata = getCodeMetadata(source);
    const complaints = groupDiagnostics(
      this.#checker.fresh.addModule(metadata.module ?? "", source, metadata),
    );
    if (complaints.length > 0) throw new CompileError(source, complaints);
    const script = makeScript(parseCell(""), this.#values);
    return { ...name, source, script, sideModules: [], imports: false, declarations: this.#declarations };
  }
}

const FIRST_PLACE = { file: undefined, line: 1, column: 1, length: 1 };

/** The same messages with the places in the cell as it was written. */
function inOriginal(
  diagnostics: readonly Diagnostic[],
  file: TypeScript.SourceFile,
  edited: EditedText,
): Diagnostic[] {
  const place = (offset: number): Diagnostic["start"] => {
    // tslab appends a line to the cell, and what is missing at the cell's end is reported there.
    const inside = Math.min(edited.originalOffset(Math.max(offset, 0)), file.text.length);
    return { offset: inside, ...file.getLineAndCharacterOfPosition(inside) };
  };
  return diagnostics.map((diagnostic) =>
    diagnostic.fileName === undefined
      ? { ...diagnostic, start: place(diagnostic.start.offset), end: place(diagnostic.end.offset) }
      : diagnostic,
  );
}

/** The content of an `inspect_reply` that shows a text. */
function page(markdown: string | undefined, plain = markdown): Content {
  return markdown === undefined
    ? { status: "ok", found: false, data: {}, metadata: {} }
    : { status: "ok", found: true, data: { "text/plain": plain, "text/markdown": markdown }, metadata: {} };
}

/** The name, perhaps with dots before it, around or before an offset. */
function nameAt(code: string, offset: number): string {
  return /[\w$.]*$/.exec(code.slice(0, offset))![0] + /^[\w$]*/.exec(code.slice(offset))![0];
}
