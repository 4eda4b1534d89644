/** What an editor of a cell offers with a kernel behind it, in JupyterLab and in a lesson's page alike. */
import {
  diagnosticCount,
  forEachDiagnostic,
  nextDiagnostic,
  openLintPanel,
  setDiagnostics,
} from "@codemirror/lint";
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  closeHoverTooltips,
  EditorView,
  keymap,
  type PluginValue,
  showTooltip,
  type Tooltip,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { formatting, withImport } from "./edits";
import { Turnstile } from "./turnstile";

type Content = Readonly<Record<string, unknown>>;

/** Asks the kernel what is wrong in a cell: the content of a `diagnose_reply`; undefined where no kernel can say. */
export type Diagnose = (code: string) => Promise<Content | undefined>;

interface Problem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** How long, in milliseconds, the reader pauses before what is typed is checked. */
const PAUSE = 300;

const turnstile = new Turnstile();

/** Underlines what is wrong in a cell that the reader changes; F8 goes from one to the next, Mod-Shift-M lists them. */
export function checking(diagnose: Diagnose): Extension {
  return [
    ViewPlugin.define((view) => new Checker(view, diagnose)),
    keymap.of([
      { key: "F8", run: tellNext },
      { key: "Mod-Shift-m", run: openLintPanel, preventDefault: true },
    ]),
    told,
    EditorView.domEventHandlers({ mousemove: leaveItToMouse }),
    look,
  ];
}

class Checker implements PluginValue {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isChanged = false;

  constructor(
    private readonly view: EditorView,
    private readonly diagnose: Diagnose,
  ) {
    // A notebook that hears of a key in the list of problems would take the focus back into the code.
    for (const type of ["focusin", "keydown"])
      view.dom.addEventListener(type, (event) => {
        if (!view.hasFocus && view.dom.contains(document.activeElement)) event.stopPropagation();
      });
  }

  update({ docChanged, focusChanged, state }: ViewUpdate): void {
    // Where the reader is not, a text has been loaded, perhaps in place of one with problems. Where they come back to, names may
    // have been declared above.
    if (!this.view.hasFocus && !(docChanged && diagnosticCount(state) > 0)) return;
    this.#isChanged ||= docChanged;
    if (!docChanged && !(focusChanged && this.#isChanged)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), PAUSE);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #check(): Promise<void> {
    const timer = this.#timer;
    const { doc } = this.view.state;
    // An answer about an older text would underline what stands elsewhere by now.
    const isCurrent = (): boolean => timer === this.#timer && doc === this.view.state.doc;
    const reply = await turnstile
      .ask(() => (isCurrent() ? this.diagnose(doc.toString()) : Promise.resolve(undefined)))
      .catch(() => undefined);
    if (reply?.status !== "ok" || !isCurrent()) return;
    const found = ((reply.diagnostics ?? []) as readonly Problem[]).map(
      ({ start, end, message, severity }) => {
        return { from: Math.min(start, doc.length), to: Math.min(end, doc.length), message, severity };
      },
    );
    this.view.dispatch(setDiagnostics(this.view.state, found));
  }
}

const tell = StateEffect.define<Tooltip | null>();

/** The message that the keyboard has asked for, until something else is done. */
const told = StateField.define<Tooltip | null>({
  create: () => null,
  update: (shown, { effects, docChanged, selection }) => {
    const asked = effects.find((effect) => effect.is(tell));
    if (asked) return asked.value;
    return docChanged || selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

function tellNext(view: EditorView): boolean {
  nextDiagnostic(view);
  const { from, to } = view.state.selection.main;
  const messages: string[] = [];
  forEachDiagnostic(view.state, ({ message }, start, end) => {
    if (start === from && end === to) messages.push(message);
  });
  const text = messages.join("\n") || "No problem was found in this cell.";
  const create = () => {
    const dom = document.createElement("div");
    dom.className = "bs-problem";
    dom.textContent = text;
    return { dom };
  };
  const shown = tell.of({ pos: from, above: true, create });
  // What the mouse has asked for is the same where it rests on the problem.
  view.dispatch({ effects: [closeHoverTooltips, shown, EditorView.announce.of(text)] });
  return true;
}

/** A mouse that comes to a problem asks for its message: that of the keyboard need not stand there too. */
function leaveItToMouse({ target }: MouseEvent, view: EditorView): void {
  if (view.state.field(told) && (target as Element).closest(".cm-lintRange"))
    view.dispatch({ effects: tell.of(null) });
}

/** The colours of JupyterLab's theme, or of the page's. */
const panel = {
  backgroundColor: "var(--jp-layout-color1, var(--paper))",
  color: "var(--jp-ui-font-color1, var(--text))",
  fontSize: "13px",
};
const look = EditorView.theme({
  ".cm-tooltip": { ...panel, border: "1px solid var(--jp-border-color1, var(--line))", zIndex: 100 },
  ".cm-tooltip-lint, .bs-problem": { maxWidth: "36rem", whiteSpace: "pre-wrap" },
  ".bs-problem": { padding: "3px 8px", borderLeft: "5px solid #d11 !important" },
  ".cm-panels": { ...panel, zIndex: 1 },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "#8883" },
});

/** Formats a cell; of one that cannot be, it is told why. */
export async function formatIn(
  view: EditorView,
  format: (code: string) => Promise<Content>,
  say: (words: string) => void,
): Promise<void> {
  const { doc } = view.state;
  const { status, code, evalue } = await format(doc.toString());
  if (status !== "ok") say(`This cell cannot be formatted yet: ${String(evalue)}`);
  else if (doc === view.state.doc) view.dispatch({ changes: formatting(doc.toString(), String(code)) });
}

/** The line that imports a name which has been completed, by a `complete_reply`. */
export function importLine(metadata: unknown, name: string): string | undefined {
  const { _breaking_symmetry_imports: lines = {} } = metadata as {
    readonly _breaking_symmetry_imports?: Readonly<Record<string, string>>;
  };
  return Object.hasOwn(lines, name) ? lines[name] : undefined;
}

export function addImport(view: EditorView, line: string): void {
  const changes = withImport(view.state.doc.toString(), line);
  if (changes) view.dispatch({ changes });
}
