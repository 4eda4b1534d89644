/** An editor for a cell: colours, completion, documentation under the mouse, and Shift-Enter. */
import {
  autocompletion,
  completionKeymap,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import type { Content } from "../../kernel/common/messages";
import { toCodePoints, toUtf16 } from "../../kernel/compile/code-points";

/** What an editor needs of its page. */
export interface EditorHost {
  run(): void;
  changed(text: string): void;
  focused(): void;
  complete(code: string, cursor: number): Promise<Content>;
  /** Documentation as HTML; undefined if there is none, or no kernel yet. */
  document(code: string, cursor: number): Promise<string | undefined>;
}

export function makeEditor(text: string, label: string, host: EditorHost): EditorView {
  const run = (): boolean => {
    host.run();
    return true;
  };
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    if (!context.explicit && !context.matchBefore(/[\w$.]$/)) return null;
    const code = context.state.doc.toString();
    const { matches, cursor_start: start } = await host.complete(code, toCodePoints(code, context.pos));
    const options = (matches as string[]).map((match) => ({ label: match }));
    if (options.length === 0) return null;
    // What is typed on filters these, also if the kernel answers late.
    return { from: toUtf16(code, Number(start)), options, validFor: /^[\w$]*$/ };
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
  return new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Shift-Enter", run },
            { key: "Mod-Enter", run },
          ]),
        ),
        history(),
        EditorView.lineWrapping,
        bracketMatching(),
        indentOnInput(),
        javascript({ typescript: true }),
        syntaxHighlighting(classHighlighter),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        autocompletion({ override: [complete] }),
        hover,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) host.changed(update.state.doc.toString());
          if (update.focusChanged && update.view.hasFocus) host.focused();
        }),
      ],
    }),
  });
}
