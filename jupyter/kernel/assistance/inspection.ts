/**
 * Repair: Shift-Tab shows the whole documentation, formatted.
 *
 * tslab prints the signature, the description and the bare text of the tags; only `@param` keeps its name.
 * On stock tslab: inspect a function whose comment says `@returns` and `@throws`: both texts follow without a word of what
 * they are.
 */
import type { JupyterContent } from "../protocol/message";
import { ts, type Executor, type TypeScript } from "../tslab";
import { toUtf16 } from "./code-points";

/** Headings for tags, where a word says it better than the tag's name. */
const HEADINGS: Readonly<Record<string, string>> = {
  param: "Parameters",
  returns: "Returns",
  return: "Returns",
  throws: "Throws",
  example: "Example",
  see: "See",
};

/** The content of an `inspect_reply` for a cursor position in code points. */
export function inspect(executor: Executor, code: string, cursor: number): JupyterContent {
  const info = executor.inspect(code, toUtf16(code, cursor)) as TypeScript.QuickInfo | undefined;
  if (!info) return { status: "ok", found: false, data: {}, metadata: {} };
  return {
    status: "ok",
    found: true,
    data: { "text/plain": asPlainText(info), "text/markdown": asMarkdown(info) },
    metadata: {},
  };
}

function textOf(parts: readonly TypeScript.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString([...(parts ?? [])]);
}

function asPlainText({ displayParts, documentation, tags }: TypeScript.QuickInfo): string {
  const tagLines = (tags ?? []).map(({ name, text }) => `@${name} ${textOf(text)}`.trimEnd());
  return [textOf(displayParts), textOf(documentation), tagLines.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

function asMarkdown({ displayParts, documentation, tags = [] }: TypeScript.QuickInfo): string {
  const headings = new Set(tags.map(headingOf));
  const sections = [...headings].map((heading) => {
    const texts = tags.filter((tag) => headingOf(tag) === heading).map(tagAsMarkdown);
    return `**${heading}**\n\n${texts.join("\n")}`;
  });
  const parts = [fence(textOf(displayParts)), textOf(documentation), ...sections];
  return parts.filter((part) => part !== "").join("\n\n");
}

function headingOf({ name }: TypeScript.JSDocTagInfo): string {
  return HEADINGS[name] ?? `@${name}`;
}

function tagAsMarkdown({ name, text }: TypeScript.JSDocTagInfo): string {
  const body = textOf(text);
  if (name === "example") return body.includes("```") ? body : fence(body);
  const parameter = text?.find(({ kind }) => kind === "parameterName")?.text;
  if (parameter === undefined || !body.startsWith(parameter)) return body;
  const description = body.slice(parameter.length).replace(/^[\s–-]+/, "");
  return `- \`${parameter}\`: ${description}`;
}

function fence(code: string): string {
  return `\`\`\`typescript\n${code.trim()}\n\`\`\``;
}
