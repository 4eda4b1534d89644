/**
 * Compiles cells: TypeScript's language service checks them, and a script is made of each. A cell goes in as text and comes out
 * as plain data; only `commit` changes what later cells know.
 */
import ts from "typescript";
import type { Content } from "../common/messages";
import { advise, UNBUILT_MODULE, UNKNOWN_MODULE } from "./advice";
import { declaredNames } from "./cell-module";
import { toUtf16 } from "./code-points";
import { CompileError } from "./compile-error";
import { complaintsOf } from "./complaints";
import { completions } from "./completion";
import { inspect } from "./inspection";
import { declarationIn, Library, LIBRARY } from "./library";
import { Notebook, type Machine } from "./notebook";
import { makeScript, type Script } from "./script";
import { isComplete, parseCell } from "./syntax";
import { parse } from "./syntax-tree";

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
  /** All names that later cells see, those of types too. */
  readonly declares: readonly string[];
  /** Names that it takes from outside of its text: of earlier cells, if these declare them, or of the machine. */
  readonly uses: readonly string[];
}

/** What later cells need to know of a cell. */
export interface CommittedCell {
  readonly source: string;
  readonly script: Pick<Script, "names">;
}

/** How errors refer to a cell, e.g. "Cell [3]", and what its script is called. */
export type CellName = Pick<CompiledCell, "title" | "scriptName">;

/** What TypeScript says against a cell, as an editor marks it; offsets are in UTF-16 units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** A comment by which a cell is a module that later cells import. */
const MODULE = /^(?:\s|\/\/.*\n|\/\*[^]*?\*\/)*?\/\*\*(?:(?!\*\/)[^])*?@module\s+([\w./-]+)/;

/** A cell that asks for help. */
const QUESTION = /^\s*([\w$.]+)\s*(\?+)\s*$/;

/** The library, as an import names it. */
const IMPORT = new RegExp(`["']${LIBRARY}["']`);

export class CellCompiler {
  readonly #notebook: Notebook;
  readonly #folder: string;
  readonly #library: Library;
  /** What the cells that have run were, the latest first. */
  #cells: readonly string[] = [];
  #values: ReadonlySet<string> = new Set();

  constructor(machine: Machine) {
    this.#notebook = new Notebook(machine);
    this.#folder = machine.system.getCurrentDirectory().replaceAll("\\", "/");
    this.#library = new Library(machine);
  }

  /** Compiles a cell. Throws a CompileError if TypeScript rejects it. */
  compile(source: string, name: CellName): CompiledCell {
    const module = MODULE.exec(source)?.[1];
    const file = parseCell(source);
    const sideModules = module === undefined ? this.#sideModules(file) : [];
    const found =
      module === undefined ? this.#notebook.check(file) : this.#notebook.addModule(module, source);
    this.#refuse(file, found);
    const script = makeScript(module === undefined ? file : parseCell(""), this.#values);
    const imports = module === undefined && /\b(import|require)\b/.test(source);
    const declares = module === undefined ? [...declaredNames(file).keys()] : [];
    const uses = module === undefined ? this.#notebook.outsideNames() : [];
    return { ...name, source, script, sideModules, imports, declares, uses };
  }

  /**
   * Lets later cells know what a cell has declared.
   *
   * @param unreached - names that have got no value, because the cell did not reach its end
   */
  commit({ source, script: { names } }: CommittedCell, unreached: ReadonlySet<string>): void {
    if (MODULE.test(source)) return;
    if (names.length > 0) this.#cells = [source, ...this.#cells];
    this.#notebook.commit(parseCell(source), unreached);
    this.#values = new Set([...this.#values, ...names.filter((name) => !unreached.has(name))]);
  }

  /**
   * The content of a `complete_reply` for a cursor position in code points.
   *
   * @param above - as for `diagnose`
   */
  complete(code: string, cursor: number, above: readonly string[] = []): Content {
    const offset = toUtf16(code, cursor);
    const importOf = (name: string): string => `import { ${name} } from "${LIBRARY}";`;
    const found = this.#notebook.complete(parse(code), offset, parsed(above));
    return completions(code, offset, found, this.#library.values, importOf);
  }

  /**
   * The content of an `inspect_reply` for a cursor position in code points.
   *
   * @param detail - 1 if the source is wanted as well
   * @param above - as for `diagnose`
   */
  inspect(code: string, cursor: number, detail = 0, above: readonly string[] = []): Content {
    const earlier = parsed(above);
    const info = (text: string, at: number): Content =>
      inspect((offset) => this.#notebook.inspect(parse(text), offset, earlier), text, at);
    const offset = toUtf16(code, cursor);
    const known = info(code, offset);
    const name = nameAt(code, offset);
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

  /** The documentation that a cell asks for which is nothing but a name and a question mark: `tanh?`, or two: its source. */
  help(code: string): Content | undefined {
    const [, name, marks] = QUESTION.exec(code) ?? [];
    if (name === undefined || marks === undefined) return undefined;
    const { found, data } = this.inspect(name, name.length, marks.length - 1);
    if (found === true) return data as Content;
    return { "text/plain": `There is no ${name} here; lib? lists what the library offers.` };
  }

  /** The content of an `is_complete_reply`. */
  isComplete(code: string): Content {
    return { ...isComplete(code) };
  }

  /**
   * What is wrong with a cell while it is written.
   *
   * @param above - the cells above, which need not have run
   */
  diagnose(code: string, above: readonly string[]): Mark[] {
    if (QUESTION.test(code)) return [];
    try {
      const file = parseCell(code);
      this.#refuse(file, this.#notebook.check(file, parsed(above)), above);
      return [];
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return marksOf(error);
    }
  }

  /** A cell with the usual spaces. Throws a CompileError if it does not follow TypeScript's grammar. */
  format(code: string): string {
    const file = parse(code);
    this.#refuse(file, file.parseDiagnostics);
    return [...this.#notebook.format(file)]
      .sort((a, b) => b.span.start - a.span.start)
      .reduce(
        (text, { span, newText }) =>
          text.slice(0, span.start) + newText + text.slice(span.start + span.length),
        code,
      );
  }

  close(): void {
    this.#notebook.close();
  }

  #refuse(file: ts.SourceFile, found: readonly ts.Diagnostic[], above: readonly string[] = []): void {
    if (found.length === 0) return;
    if (found.some(({ code }) => code === UNKNOWN_MODULE)) this.#notebook.forgetModules();
    const complaints = complaintsOf(found, file, this.#folder);
    const isInUse = [file.text, ...this.#cells, ...above].some((text) => IMPORT.test(text));
    throw new CompileError(file.text, advise(file.text, complaints, this.#library, isInUse));
  }

  /** The reader's own files that a cell imports, as JavaScript. */
  #sideModules(file: ts.SourceFile): SideModule[] {
    return this.#notebook.ownFiles(file).map((path) => {
      if (!this.#notebook.isBeside(path)) throw unbuilt(file);
      const { outputText } = ts.transpileModule(this.#notebook.read(path) ?? "", {
        fileName: path,
        compilerOptions: SIDE_MODULE,
      });
      return { path: path.replace(/\.[jt]sx?$/, ".js"), data: outputText };
    });
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
}

/** Cells whose names others may use: what a module declares has to be imported. */
function parsed(cells: readonly string[]): ts.SourceFile[] {
  return cells.filter((text) => !MODULE.test(text)).map(parse);
}

const SIDE_MODULE: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  experimentalDecorators: true,
  allowJs: true,
  inlineSourceMap: true,
};

/** Of a cell that imports a library of which only the sources are there. */
function unbuilt({ text }: ts.SourceFile): CompileError {
  const place = { file: undefined, line: 1, column: 1, length: 1 };
  return new CompileError(text, advise(text, [{ ...place, code: UNBUILT_MODULE, messages: [] }]));
}

/** The places of an error in the cell. */
function marksOf({ complaints, source }: CompileError): Mark[] {
  const starts = source
    .split("\n")
    .reduce<number[]>((found, line) => [...found, found.at(-1)! + line.length + 1], [0]);
  return complaints.flatMap(({ file, messages, also = [], ...place }) =>
    [place, ...also].map(({ line, column, length }) => {
      const start = file === undefined ? starts[line - 1]! + column - 1 : 0;
      const message = messages.join("\n");
      return {
        start,
        end: start + Math.max(1, length),
        message: file === undefined ? message : `${file}: ${message}`,
        severity: "error",
      };
    }),
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
