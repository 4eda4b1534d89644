/** The syntax tree of a text. */
import { ts, type TypeScript } from "./tslab";

export type ParsedFile = TypeScript.SourceFile & {
  readonly parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[];
};

/** Parses a text as a module, in which `await` is allowed at the top level. */
export function parse(source: string): ParsedFile {
  const options = {
    languageVersion: ts.ScriptTarget.Latest,
    setExternalModuleIndicator: (file: TypeScript.SourceFile) => {
      (file as unknown as { externalModuleIndicator: unknown }).externalModuleIndicator = true;
    },
  };
  return ts.createSourceFile("cell.ts", source, options, true, ts.ScriptKind.TS) as ParsedFile;
}
