/** What the kit's library offers: its public names by subject, and the source of each. */
import ts from "typescript";
import type { Machine } from "./notebook";
import { parse } from "./syntax-tree";

/** How cells import it. */
export const LIBRARY = "../lib";

/** Characters of an example that goes on one line. */
const LONGEST_EXAMPLE = 160;

interface PublicName {
  readonly name: string;
  /** The module that declares it, as a path from the library's folder. */
  readonly module: string;
  readonly isType: boolean;
}

interface Subject {
  readonly title: string;
  readonly names: readonly PublicName[];
}

export class Library {
  readonly #folder: string;
  readonly #system: ts.System;
  #subjects: readonly Subject[] | undefined;

  constructor({ system, elsewhere }: Machine) {
    this.#system = system;
    this.#folder = elsewhere(LIBRARY) ?? system.resolvePath(`${system.getCurrentDirectory()}/${LIBRARY}`);
  }

  /** The names of all values. */
  get values(): string[] {
    return this.#all.flatMap(({ names }) => names.filter(({ isType }) => !isType).map(({ name }) => name));
  }

  /** Whether a cell can import a value of this name. */
  offers(name: string): boolean {
    return this.#find(name)?.isType === false;
  }

  /** All values by subject, in markdown; undefined if the library's sources are not there. */
  overview(): string | undefined {
    const subjects = this.#all.map(({ title, names }) => {
      const values = names.filter(({ isType }) => !isType).map(({ name }) => `\`${name}\``);
      return `**${title}**\n\n${values.join(", ")}`;
    });
    const use = "Write `name?` for what one of them does and `name??` for its source, then import it:";
    const line = '```typescript\nimport { moons, train } from "../lib";\n```';
    return subjects.length === 0 ? undefined : [...subjects, use, line].join("\n\n");
  }

  /** The source of a public name, or of a member of one (`Matrix.multiply`). */
  source(path: string): string | undefined {
    const [name = "", member] = path.split(".");
    const found = this.#find(name);
    const text = found && this.#read(`${found.module}.ts`);
    return text === undefined ? undefined : declarationIn(text, name, member);
  }

  /** The first call of a function in the examples of its comment, if it is short. */
  example(name: string): string | undefined {
    const examples = /@example([^]*?)\*\//.exec(this.source(name) ?? "")?.[1] ?? "";
    const file = parse(examples.replace(/^ *\* ?/gm, ""));
    const call = callOf(name, file);
    const text = call?.getText(file).replace(/\s+/g, " ");
    return text !== undefined && text.length <= LONGEST_EXAMPLE ? text : undefined;
  }

  #find(name: string): PublicName | undefined {
    return this.#all.flatMap(({ names }) => names).find((offered) => offered.name === name);
  }

  get #all(): readonly Subject[] {
    return (this.#subjects ??= this.#subjectsOf("index"));
  }

  /** The exports of a module under the comments that stand above them. */
  #subjectsOf(module: string): Subject[] {
    const file = parse(this.#read(`${module}.ts`) ?? "");
    const subjects: { title: string; names: PublicName[] }[] = [];
    for (const statement of file.statements) {
      if (!ts.isExportDeclaration(statement)) continue;
      const comment = /^\/\/ (.*)$/m.exec(
        statement.getFullText(file).slice(0, statement.getLeadingTriviaWidth(file)),
      );
      if (comment || subjects.length === 0) subjects.push({ title: comment?.[1] ?? "", names: [] });
      subjects.at(-1)!.names.push(...this.#namesOf(statement, module));
    }
    return subjects;
  }

  #namesOf({ exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration, from: string): PublicName[] {
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    const folder = from.includes("/") ? from.slice(0, from.lastIndexOf("/") + 1) : "";
    const module = folder + moduleSpecifier.text.replace("./", "");
    if (!exportClause) return this.#subjectsOf(module).flatMap(({ names }) => names);
    if (!ts.isNamedExports(exportClause)) return [];
    return exportClause.elements.map((element) => ({
      name: element.name.text,
      module,
      isType: isTypeOnly || element.isTypeOnly,
    }));
  }

  #read(path: string): string | undefined {
    return this.#system.readFile(`${this.#folder}/${path}`);
  }
}

/** The statement of a text that declares a name, or the member of a class in it, with its comment. */
export function declarationIn(text: string, name: string, member?: string): string | undefined {
  const file = parse(text);
  for (const statement of file.statements) {
    if (!declares(statement, name)) continue;
    if (member === undefined) return statement.getFullText(file).trim();
    const members = "members" in statement ? (statement as ts.ClassDeclaration).members : [];
    const found = members.find((node) => node.name?.getText(file) === member);
    return found && undented(found.getFullText(file));
  }
  return undefined;
}

function callOf(name: string, node: ts.Node): ts.Node | undefined {
  if (ts.isCallExpression(node) && node.expression.getText() === name) return node;
  return ts.forEachChild(node, (child) => callOf(name, child));
}

function declares(statement: ts.Statement, name: string): boolean {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name);
  return (statement as Partial<ts.DeclarationStatement>).name?.getText() === name;
}

function undented(text: string): string {
  return text
    .replace(/^\s*\n/, "")
    .replace(/^ {2}/gm, "")
    .trim();
}
