/** The syntax tree of a text. */
import ts from "typescript";

export type ParsedFile = ts.SourceFile & {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
};

/** Parses a text as a module, in which `await` is allowed at the top level. */
export function parse(source: string): ParsedFile {
  const options = {
    languageVersion: ts.ScriptTarget.Latest,
    setExternalModuleIndicator: (file: ts.SourceFile) => {
      (file as unknown as { externalModuleIndicator: unknown }).externalModuleIndicator = true;
    },
  };
  return ts.createSourceFile("cell.ts", source, options, true, ts.ScriptKind.TS) as ParsedFile;
}
