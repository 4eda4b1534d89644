/** What Node has and a page has not is refused in one sentence, before the cell runs. */
import {
  CellCompiler,
  type CellName,
  type CommittedCell,
  type CompiledCell,
  type Mark,
} from "../../kernel/compile/cell-compiler";
import { CompileError, type Complaint } from "../../kernel/compile/compile-error";

const ELSEWHERE = "The kernel that npm start opens has them";
const FILES = `A page has no files and no other programs. ${ELSEWHERE}`;
const INPUT =
  "A page cannot ask for input while a cell runs. Write the answer into the cell, or use a control: interact({ x: slider(0, 1) }, ({ x }) => x)";
const NETWORK = "A page's cells load nothing from the network. Paste the data into the cell";
const DOCUMENT = "A cell runs beside the page and cannot change it. It shows what it ends with";

/** What names that only other surroundings have are for. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:prompt|confirm|alert)$/, INPUT],
  [/^(?:require|Buffer|__dirname|__filename|module|exports|global)$/, FILES],
  [/^(?:fetch|XMLHttpRequest|WebSocket)$/, NETWORK],
  [/^(?:document|window|localStorage|HTMLElement)$/, DOCUMENT],
];

const MODULES: readonly (readonly [RegExp, string])[] = [
  [/^(?:node:)?readline(?:\/promises)?$/, INPUT],
  [/^(?:node:)?(?:https?|http2|net|dns|tls)$/, NETWORK],
  [/^(?:node:)?(?:fs|child_process|os|path|process|worker_threads|zlib|stream|crypto)(?:\/\w+)?$/, FILES],
];

/** The compiler of a page. */
export class PageCompiler extends CellCompiler {
  /** Names that the reader's cells have given a meaning of their own. */
  readonly #own = new Set<string>();

  override compile(source: string, name: CellName): CompiledCell {
    let cell: CompiledCell;
    try {
      cell = super.compile(source, name);
    } catch (error) {
      throw error instanceof CompileError ? new CompileError(source, inPage(error.complaints)) : error;
    }
    // Our kernel in Node has it, so it is known to TypeScript.
    if (cell.uses.includes("prompt") && !this.#own.has("prompt")) throw refusedInput(source);
    return cell;
  }

  override commit(cell: CommittedCell, unreached: ReadonlySet<string>): void {
    for (const name of cell.script.names) this.#own.add(name);
    super.commit(cell, unreached);
  }

  override diagnose(code: string, above: readonly string[]): Mark[] {
    return super.diagnose(code, above).map((mark) => {
      const [first = ""] = mark.message.split("\n");
      return { ...mark, message: refusalOf(first) ?? mark.message };
    });
  }
}

function refusedInput(source: string): CompileError {
  const above = source.slice(0, Math.max(0, source.search(/\bprompt\b/))).split("\n");
  const place = { line: above.length, column: above.at(-1)!.length + 1, length: "prompt".length };
  return new CompileError(source, [{ file: undefined, ...place, code: undefined, messages: [INPUT] }]);
}

/** The same complaints, those about what a page lacks in its own words. */
export function inPage(complaints: readonly Complaint[]): Complaint[] {
  return complaints.map((complaint) => {
    const refusal = refusalOf(complaint.messages[0] ?? "");
    return refusal === undefined ? complaint : { ...complaint, code: undefined, messages: [refusal] };
  });
}

/** The sentence for what TypeScript says, if it is about something that a page lacks. */
function refusalOf(message: string): string | undefined {
  const module = /^Cannot find module '([^']*)'/.exec(message)?.[1];
  if (module !== undefined)
    return (
      said(MODULES, module) ??
      (/^[@\w]/.test(module)
        ? `A page has no package ${module}: its cells import ../lib and mathjs`
        : undefined)
    );
  if (/^Property '(?:stdin)' does not exist on type '\{ env/.test(message)) return INPUT;
  if (/^Property '\w+' does not exist on type '\{ env/.test(message)) return FILES;
  const names = /^Cannot find the names? (.*)$/.exec(message)?.[1]?.split(", ") ?? [];
  // A module of Node's is told as a name, too.
  const sentences = names.map((name) => said(NAMES, name) ?? said(MODULES, name));
  return sentences.find((words) => words !== undefined);
}

function said(table: readonly (readonly [RegExp, string])[], name: string): string | undefined {
  return table.find(([pattern]) => pattern.test(name))?.[1];
}
