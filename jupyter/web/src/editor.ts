/** An editor for a cell: colours, completion, checks, documentation under the mouse, and Shift-Enter. A script of its own, loaded at the first focus. */
import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  type Completion,
  completionKeymap,
  completionStatus,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  moveCompletionSelection,
  pickedCompletion,
  selectedCompletionIndex,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import type { Content } from "../../kernel/common/messages";
import { toCodePoints, toUtf16 } from "../../kernel/compile/code-points";
import { withImport } from "../../renderer/src/assist/edits";
import { checking, importLine } from "../../renderer/src/assist/editor";
import { indentOf } from "./indent";
import { KEYS } from "./keys";

export { formatIn } from "../../renderer/src/assist/editor";

/** What an editor needs of its page. */
export interface EditorHost {
  run(): void;
  format(): void;
  changed(text: string): void;
  focused(): void;
  complete(code: string, cursor: number): Promise<Content>;
  /** Tells the reader what takes its time, if it does. */
  sayDuring(words: string, task: Promise<unknown>): void;
  diagnose(code: string): Promise<Content>;
  /** Documentation as HTML; undefined if there is none, or no kernel yet. */
  document(code: string, cursor: number): Promise<string | undefined>;
}

/** What is typed after a digit, or after a number and a dot, is no name. */
const NUMBER = /(?<![\w$.])\.?\d[\w.]*$/;

export function makeEditor(text: string, label: string, host: EditorHost): EditorView {
  const run = (view: EditorView): boolean => {
    closeCompletion(view);
    host.run();
    return true;
  };
  const format = (): boolean => {
    host.format();
    return true;
  };
  const offer = async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (!context.explicit && !isAfterName(context.state, context.pos)) return null;
    const code = context.state.doc.toString();
    const answer = host.complete(code, toCodePoints(code, context.pos));
    if (context.explicit) host.sayDuring("Loading completions …", answer);
    const { matches, cursor_start: start, metadata } = await answer;
    const names = (matches ?? []) as readonly string[];
    const options = names.map((label) => optionOf(label, importLine(metadata ?? {}, label)));
    const [only, another] = options;
    if (!only) return null;
    const from = toUtf16(code, Number(start));
    const { explicit, aborted, view, pos } = context;
    if (explicit && !another && !aborted && view) {
      take(view, only, from, pos);
      return null;
    }
    // What is typed on filters these, also if the kernel answers late.
    return { from, options, validFor: /^[\w$]*$/ };
  };
  const hover = hoverTooltip(async (view, pos) => {
    const code = view.state.doc.toString();
    const html = await host.document(code, toCodePoints(code, pos));
    if (html === undefined) return null;
    const dom = document.createElement("div");
    dom.className = "hover";
    dom.innerHTML = html;
    return { pos, create: () => ({ dom }) };
  });
  const editor = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Shift-Enter", run },
            { key: "Mod-Enter", run },
            { key: "Escape", run: letTabOut },
          ]),
        ),
        history(),
        EditorView.lineWrapping,
        hanging,
        bracketMatching(),
        indentOnInput(),
        javascript({ typescript: true }),
        syntaxHighlighting(classHighlighter),
        keymap.of([
          { key: "Tab", run: complete },
          ...completionKeymap,
          // What a Mac types with these keys held down.
          { key: "Shift-Alt-f", mac: "Alt-Ï", run: format },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        // Enter is a new line unless the reader has chosen an entry.
        autocompletion({ override: [offer], selectOnOpen: false }),
        checking((code) => host.diagnose(code)),
        hover,
        EditorView.contentAttributes.of({ "aria-label": label, "aria-description": KEYS }),
        EditorView.updateListener.of((update) => {
          passTabOn(update);
          if (update.docChanged) host.changed(update.state.doc.toString());
          if (update.focusChanged && update.view.hasFocus) host.focused();
        }),
      ],
    }),
  });
  editor.setTabFocusMode(true);
  return editor;
}

/** A completion, and the import that its name needs. */
interface Option extends Completion {
  readonly line?: string;
}

function optionOf(label: string, line: string | undefined): Option {
  if (line === undefined) return { label };
  return { label, line, detail: /from .*(?=;)/.exec(line)?.[0] ?? "", apply: take };
}

/** Writes a completion and its import: both go in, and come out by Undo, in one step. */
function take(view: EditorView, option: Option, from: number, to: number): void {
  const annotations = pickedCompletion.of(option);
  const line = option.line === undefined ? undefined : withImport(view.state.doc.toString(), option.line);
  const changes = line ?? [];
  view.dispatch({ ...insertCompletionText(view.state, option.label, from, to), annotations }, { changes });
}

/** Takes the completion that is chosen, or the first. Where a name is being written, and none is offered yet, asks for them. */
function complete(view: EditorView): boolean {
  const { state } = view;
  if (completionStatus(state) === "active") {
    if (selectedCompletionIndex(state) === null) moveCompletionSelection(true)(view);
    // One that has just come, under the finger, is not taken, and the line not indented either.
    acceptCompletion(view);
    return true;
  }
  const { empty, head } = state.selection.main;
  return empty && isAfterName(state, head) && startCompletion(view);
}

/** Whether a name, or what stands before one, ends at a place. */
function isAfterName({ doc }: EditorState, place: number): boolean {
  const { text, from } = doc.lineAt(place);
  const before = text.slice(0, place - from);
  return /[\w$.]$/.test(before) && !NUMBER.test(before);
}

const hanging = ViewPlugin.define(
  (view) => {
    const plugin = {
      lines: indentsIn(view),
      update: ({ docChanged, viewportChanged }: ViewUpdate): void => {
        if (docChanged || viewportChanged) plugin.lines = indentsIn(view);
      },
    };
    return plugin;
  },
  { decorations: ({ lines }) => lines },
);

function indentsIn({ viewportLineBlocks, state }: EditorView): DecorationSet {
  return Decoration.set(
    viewportLineBlocks.map(({ from }) => {
      const style = indentOf(state.doc.lineAt(from).text);
      return Decoration.line({ attributes: { style } }).range(from);
    }),
  );
}

/** After Esc, Tab moves on, however long the reader takes; whatever else Esc does, it does too. */
function letTabOut(view: EditorView): boolean {
  view.setTabFocusMode(true);
  return false;
}

/** Whoever comes by Tab goes on by Tab, until they click or type. */
function passTabOn({ view, focusChanged, docChanged, transactions }: ViewUpdate): void {
  if (focusChanged && !view.hasFocus) view.setTabFocusMode(true);
  else if ((docChanged && view.hasFocus) || transactions.some((one) => one.isUserEvent("select.pointer")))
    view.setTabFocusMode(false);
}
