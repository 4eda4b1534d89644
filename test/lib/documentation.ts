import { relative, resolve, sep } from "node:path";
import ts from "typescript";

/** Root of the repository. */
export const root: string = resolve(__dirname, "../..");

/** Part of the public interface of the library: an export, or a member of an exported class. */
export interface PublicName {
  readonly name: string;
  /** Folder of `lib` that declares it. */
  readonly folder: string;
  /** Whether there is something to run: a function, a constant, a class or one of its methods. */
  readonly isValue: boolean;
  /** The text of the doc comment before its tags. */
  readonly summary: string;
  /** The code of each `@example`. */
  readonly examples: readonly string[];
}

/** What symbols and signatures have in common. */
type Documented = Pick<ts.Symbol, "getJsDocTags" | "getDocumentationComment">;

interface Place {
  readonly name: string;
  readonly folder: string;
  readonly isValue: boolean;
}

function describe(place: Place, documented: Documented, checker: ts.TypeChecker): PublicName {
  const tags = documented.getJsDocTags(checker).filter((tag) => tag.name === "example");
  return {
    ...place,
    summary: ts.displayPartsToString(documented.getDocumentationComment(checker)),
    examples: tags.map((tag) => ts.displayPartsToString(tag.text)),
  };
}

/** The constructor, public methods and accessors of a class; what has a symbol for a name is called by Node. */
function members(place: Place, symbol: ts.Symbol, checker: ts.TypeChecker): PublicName[] {
  const found: PublicName[] = [];
  for (const member of (symbol.declarations ?? []).filter(ts.isClassDeclaration).flatMap((c) => c.members)) {
    if ((ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0) continue;
    if (ts.isConstructorDeclaration(member)) {
      const signature = checker.getSignatureFromDeclaration(member)!;
      found.push(describe({ ...place, name: `new ${place.name}` }, signature, checker));
    } else if ((ts.isMethodDeclaration(member) || ts.isAccessor(member)) && ts.isIdentifier(member.name)) {
      const name = `${place.name}.${member.name.text}`;
      found.push(describe({ ...place, name }, checker.getSymbolAtLocation(member.name)!, checker));
    }
  }
  return found;
}

/** The compiler settings and the source files of the library. */
export function libConfig(): ts.ParsedCommandLine {
  const lib = resolve(root, "lib");
  const { config } = ts.readConfigFile(resolve(lib, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, lib);
}

/** Everything that `lib/index.ts` exports, with the members of classes, as the compiler sees it. */
export function publicNames(): PublicName[] {
  const index = resolve(root, "lib/index.ts");
  const program = ts.createProgram([index], { ...libConfig().options, noEmit: true });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(index)!)!;
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
    const file = symbol.declarations![0]!.getSourceFile().fileName;
    const place: Place = {
      name: exported.name,
      folder: relative(resolve(root, "lib"), file).split(sep)[0]!,
      isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
    };
    return [describe(place, symbol, checker), ...members(place, symbol, checker)];
  });
}
