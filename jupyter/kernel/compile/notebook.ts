/**
 * The cells of a notebook as TypeScript's language service sees them: modules that import from one another. It checks, completes,
 * documents and formats them.
 */
import ts from "typescript";
import type { Completions } from "./completion";
import { asDeclared, cellModule, type CellModule, type Declared } from "./cell-module";
import { FileLookup, PACKAGES, type Module } from "./file-lookup";
import { isMistake, optionsFor } from "./options";
import { outsideNames } from "./outside-names";

/** Where a module is, if not where its name says. */
export type Elsewhere = (name: string) => string | undefined;

/** What TypeScript needs to know of the machine. */
export interface Machine {
  readonly system: ts.System;
  /** The folders in which `@types/node` is. */
  readonly typeRoots: readonly string[];
  readonly elsewhere: Elsewhere;
}

/** What cells know besides the libraries of TypeScript and Node: `at` is an index, which asks for no `!`. */
const GLOBALS = `/** Asks the reader for a line of text. */
declare function prompt(message?: string): string;
interface Array<T> { at(index: number): T }
interface ReadonlyArray<T> { at(index: number): T }
interface Float64Array { at(index: number): number }`;

/**
 * From how many cells on, one upon the other, a cell is kept by its declarations alone: TypeScript finds a type by going down
 * from cell to cell, which ends at some hundreds.
 */
const DEEPEST = 50;

export class Notebook {
  readonly #machine: Machine;
  readonly #options: ts.CompilerOptions;
  readonly #folder: string;
  readonly #modules = new Map<string, Module>();
  /**
   * What stays in the program whether or not a cell imports it: cells that declare something global, modules that cells have
   * written, and what cells have imported, since TypeScript would read it anew for each cell that does.
   */
  readonly #kept = new Set<string>();
  readonly #names = new Map<string, Declared>();
  readonly #files: FileLookup;
  readonly #registry = ts.createDocumentRegistry();
  #service: ts.LanguageService;
  /** How many cells stand one upon the other below each that has run. */
  readonly #depths = new Map<string, number>();
  /** The cell that TypeScript looks at, which later cells do not know yet. */
  readonly #draft: string;
  /** Where the reader's text begins in it. */
  #start = 0;
  #count = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#options = optionsFor([...machine.typeRoots]);
    this.#folder = machine.system.getCurrentDirectory().replaceAll("\\", "/");
    this.#files = new FileLookup(machine.system, this.#modules);
    this.#draft = `${this.#folder}/__draft.ts`;
    this.#put(this.#globals, GLOBALS);
    this.#service = ts.createLanguageService(this.#host(), this.#registry);
  }

  /**
   * What TypeScript says against a cell, and against the reader's own files that it imports; `start` counts from the beginning of
   * the reader's text.
   *
   * @param above - cells that have not run, whose names it may use all the same
   */
  check(file: ts.SourceFile, above: readonly ts.SourceFile[] = []): ts.Diagnostic[] {
    this.#files.refresh();
    const names = this.#namesWith(above);
    const { start } = this.#write(file, names);
    const inCell = this.#service.getSemanticDiagnostics(this.#draft).flatMap((found) => {
      const offset = (found.start ?? 0) - start;
      const placed = { ...found, file, start: Math.min(offset, file.text.length) };
      return offset < 0 ? [] : [asDeclared(placed, names)];
    });
    return [...inCell, ...this.ownFiles(file).flatMap((path) => this.#checkFile(path))].filter(isMistake);
  }

  /** The names by which the cell that was checked last takes something from outside. */
  outsideNames(): string[] {
    const program = this.#service.getProgram()!;
    return outsideNames(program.getSourceFile(this.#draft)!, this.#start, program.getTypeChecker());
  }

  /** Lets later cells know what a cell has declared, except names that have got no value. */
  commit(file: ts.SourceFile, unreached: ReadonlySet<string>): void {
    const { text, declares, from } = cellModule(file, this.#names);
    const depth = 1 + Math.max(0, ...from.map((path) => this.#depths.get(path) ?? 0));
    const path = `${this.#folder}/__cell${++this.#count}.ts`;
    const isShortened = depth > DEEPEST && this.#putDeclarations(path, text);
    if (!isShortened) this.#put(path, text);
    this.#depths.set(path, isShortened ? 0 : depth);
    if (/\bdeclare\b/.test(text)) this.#kept.add(path);
    for (const [name, kind] of declares) if (!unreached.has(name)) this.#names.set(name, { path, kind });
  }

  /** Takes a module that a cell has written. */
  addModule(name: string, text: string): ts.Diagnostic[] {
    const path = `${this.#folder}/${name}.ts`;
    this.#put(path, text);
    this.#kept.add(path);
    return this.#checkFile(path).filter(isMistake);
  }

  /**
   * What can be written at a place; names of earlier cells are of the kind that they are there.
   *
   * @param above - as for `check`
   */
  complete(file: ts.SourceFile, offset: number, above: readonly ts.SourceFile[]): Completions | undefined {
    const names = this.#namesWith(above);
    const { start } = this.#write(file, names, names.keys());
    const found = this.#service.getCompletionsAtPosition(this.#draft, start + offset, {});
    if (!found) return undefined;
    const entries = found.entries.map(({ name, kind, sortText }) => ({
      name,
      kind: names.get(name)?.kind ?? kind,
      sortText,
    }));
    return { entries, isGlobal: found.isGlobalCompletion };
  }

  /** @param above - as for `check` */
  inspect(file: ts.SourceFile, offset: number, above: readonly ts.SourceFile[]): ts.QuickInfo | undefined {
    this.#files.refresh();
    const { start } = this.#write(file, this.#namesWith(above));
    return this.#service.getQuickInfoAtPosition(this.#draft, start + offset);
  }

  /** The edits that give a cell the usual spaces. */
  format(file: ts.SourceFile): ts.TextChange[] {
    this.#put(this.#draft, file.text);
    const settings = ts.getDefaultFormatCodeSettings("\n");
    return this.#service.getFormattingEditsForDocument(this.#draft, { ...settings, indentSize: 2 });
  }

  /** The reader's own files that a cell, or another of these, imports. */
  ownFiles({ text }: ts.SourceFile): string[] {
    const found = new Set<string>();
    const visit = (code: string, from: string): void => {
      for (const { fileName } of ts.preProcessFile(code).importedFiles) {
        const path = this.#resolve(fileName, from)?.resolvedFileName;
        if (
          path === undefined ||
          !/(?<!\.d)\.[jt]sx?$/.test(path) ||
          path.includes(PACKAGES) ||
          found.has(path)
        )
          continue;
        found.add(path);
        visit(this.read(path) ?? "", path);
      }
    };
    visit(text, this.#draft);
    return [...found];
  }

  /** Whether a file lies in the notebook's folder or below. */
  isBeside(path: string): boolean {
    return path.startsWith(`${this.#folder}/`);
  }

  read(path: string): string | undefined {
    return this.#files.readFile(path);
  }

  /** Looks for all modules anew when the next cell is checked: one that was missing may have come. */
  forgetModules(): void {
    this.#files.forget();
    this.#kept.clear();
    this.#service.dispose();
    this.#service = ts.createLanguageService(this.#host(), this.#registry);
  }

  close(): void {
    this.#service.dispose();
  }

  get #globals(): string {
    return `${this.#folder}/__globals.d.ts`;
  }

  #put(path: string, text: string): void {
    const before = this.#modules.get(path);
    if (before?.text !== text) this.#modules.set(path, { text, version: (before?.version ?? 0) + 1 });
  }

  /** Keeps a cell as TypeScript writes down its types, if it can. */
  #putDeclarations(path: string, text: string): boolean {
    this.#put(this.#draft, text);
    const { outputFiles, emitSkipped } = this.#service.getEmitOutput(this.#draft, true, true);
    const [declarations] = outputFiles;
    if (emitSkipped || !declarations) return false;
    this.#put(path.replace(/ts$/, "d.ts"), declarations.text);
    return true;
  }

  #write(file: ts.SourceFile, names: ReadonlyMap<string, Declared>, wanted?: Iterable<string>): CellModule {
    const module = cellModule(file, names, wanted);
    this.#put(this.#draft, module.text);
    this.#start = module.start;
    return module;
  }

  /** What the cells have declared, and what those declare that have not run. */
  #namesWith(above: readonly ts.SourceFile[]): ReadonlyMap<string, Declared> {
    const names = new Map<string, Declared>();
    for (const [i, file] of above.entries()) {
      const path = `${this.#folder}/__above${i}.ts`;
      const { text, declares } = cellModule(file, new Map([...names, ...this.#names]));
      this.#put(path, text);
      for (const [name, kind] of declares) names.set(name, { path, kind });
    }
    return new Map([...names, ...this.#names]);
  }

  #checkFile(path: string): ts.Diagnostic[] {
    return [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)];
  }

  #resolve(name: string, from: string): ts.ResolvedModuleFull | undefined {
    const look = (): ts.ResolvedModuleFull | undefined =>
      ts.resolveModuleName(this.#machine.elsewhere(name) ?? name, from, this.#options, this.#files)
        .resolvedModule;
    return this.#files.once("module", `${from} ${name}`, look);
  }

  #host(): ts.LanguageServiceHost {
    const { system } = this.#machine;
    const files = this.#files;
    return {
      fileExists: files.fileExists,
      readFile: files.readFile,
      directoryExists: files.directoryExists,
      getDirectories: files.getDirectories,
      getCompilationSettings: () => this.#options,
      getCurrentDirectory: () => this.#folder,
      getDefaultLibFileName: (options) =>
        `${system
          .getExecutingFilePath()
          .replaceAll("\\", "/")
          .replace(/[^/]*$/, "")}${ts.getDefaultLibFileName(options)}`,
      // Earlier cells come in as imports: only those that the present one needs.
      getScriptFileNames: () => [this.#draft, this.#globals, ...this.#kept],
      getScriptVersion: (path) => files.version(path),
      getScriptSnapshot: (path) => files.snapshot(path),
      useCaseSensitiveFileNames: () => system.useCaseSensitiveFileNames,
      resolveModuleNameLiterals: (literals, from) =>
        literals.map(({ text }) => {
          const resolvedModule = this.#resolve(text, from);
          if (from === this.#draft && resolvedModule?.extension === ".d.ts")
            this.#kept.add(resolvedModule.resolvedFileName);
          return { resolvedModule };
        }),
      resolveTypeReferenceDirectiveReferences: (references, from) =>
        references.map((reference) => {
          const name = typeof reference === "string" ? reference : reference.fileName;
          return files.once("types", `${PACKAGES}${from} ${name}`, () =>
            ts.resolveTypeReferenceDirective(name, from, this.#options, files),
          );
        }),
    };
  }
}
