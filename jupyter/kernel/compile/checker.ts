/**
 * tslab's converter as what checks cells: it knows types, completions and the declarations that later cells see.
 *
 * Repair: a starting kernel answers at once, and cells are checked without packages that they do not import.
 *
 * tslab creates its converter, which reads hundreds of declaration files, before it opens its sockets. It loads every package
 * of `node_modules/@types` into each cell's program, and knows the standard library of 2022.
 * On stock tslab: a front end says "connecting" for seconds; a name that only some package's global types declare is accepted
 * in every cell; `[3, 1].toSorted()` is refused.
 */
import { FileWatch } from "./file-watch";
import { createLightBuilder, type DeclarationErrors } from "./light-builder";
import { createConverter, ts, type Converter, type TypeScript } from "./tslab";

type Messages = TypeScript.Diagnostic[];
interface Compiler {
  createWatchCompilerHost: CreateHost;
  getPreEmitDiagnosticsOfFiles: (...program: unknown[]) => Messages;
}
type CreateHost = (rootFiles: string[], options: object, ...rest: unknown[]) => unknown;

/** The options that differ from tslab's. */
const OPTIONS = { types: ["node"], inlineSourceMap: true, inlineSources: false, lib: ["lib.es2023.d.ts"] };

/** Makes TypeScript read and compile what most cells need. */
const WARM_UP_CELL = "const values = [1, 2].map((x) => x / 2);\nconsole.log(`${values.length}`);\nvalues";

export class Checker {
  /** What keeps declarations of the last cell from being written down. */
  readonly declarationErrors: DeclarationErrors = { found: [] };
  readonly #files = new FileWatch();
  #converter: Converter | undefined;

  /** The converter, which knows all files as they are now. */
  get fresh(): Converter {
    this.#files.refresh();
    return (this.#converter ??= this.#create());
  }

  /** Does now what the first cell would have to wait for. */
  warmUp(): void {
    if (!this.#converter) this.fresh.convert("", WARM_UP_CELL);
  }

  /** Looks for all modules anew when the next cell is checked: TypeScript is not told when a missing one appears. */
  forgetModules(): void {
    this.close();
    this.#converter = undefined;
  }

  close(): void {
    this.#converter?.close();
  }

  #create(): Converter {
    const compiler = ts as unknown as Compiler;
    const { createWatchCompilerHost, getPreEmitDiagnosticsOfFiles } = compiler;
    compiler.getPreEmitDiagnosticsOfFiles = (...program) =>
      getPreEmitDiagnosticsOfFiles(...program).map(withHint);
    compiler.createWatchCompilerHost = (rootFiles, options, system, _createBuilder, ...reporters) =>
      createWatchCompilerHost(
        rootFiles,
        { ...options, ...OPTIONS },
        system,
        createLightBuilder(this.declarationErrors),
        ...reporters,
      );
    try {
      return createConverter({ isJS: false, isBrowser: false });
    } finally {
      compiler.createWatchCompilerHost = createWatchCompilerHost;
    }
  }
}

/** "Did you forget to use 'await'?" and the like, which tslab drops. */
const FORGOTTEN = new Set([2773, 2774, 6212]);

/** A message with TypeScript's hint at what was forgotten. */
function withHint(message: TypeScript.Diagnostic): TypeScript.Diagnostic {
  const hint = message.relatedInformation?.find(({ code }) => FORGOTTEN.has(code));
  if (!hint) return message;
  const { category, code } = hint;
  const text = ts.flattenDiagnosticMessageText(hint.messageText, "\n");
  const chain =
    typeof message.messageText === "string"
      ? { messageText: message.messageText, category, code }
      : message.messageText;
  return {
    ...message,
    messageText: { ...chain, next: [...(chain.next ?? []), { messageText: text, category, code }] },
  };
}
