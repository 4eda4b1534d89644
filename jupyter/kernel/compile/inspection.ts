/**
 * Repair: Shift-Tab shows the whole documentation, formatted.
 *
 * tslab prints the signature, the description and the bare text of the tags; only `@param` keeps its name.
 * On stock tslab: inspect a function whose comment says `@returns` and `@throws`: both texts follow without a word of what
 * they are.
 */
import type { Content } from "../common/messages";
import ts from "typescript";

/** Headings for tags, where a word says it better than the tag's name. */
const HEADINGS: Readonly<Record<string, string>> = {
  param: "Parameters",
  returns: "Returns",
  return: "Returns",
  throws: "Throws",
  example: "Example",
  see: "See",
};

/** The content of an `inspect_reply` for a place in a cell; `ask` wants an offset in UTF-16 units. */
export function inspect(
  ask: (offset: number) => ts.QuickInfo | undefined,
  code: string,
  offset: number,
): Content {
  const info = ask(offset) ?? ask(calleeAt(code, offset));
  // All that TypeScript says of a name that nothing declares.
  if (!info || textOf(info.displayParts) === "any")
    return { status: "ok", found: false, data: {}, metadata: {} };
  return {
    status: "ok",
    found: true,
    data: { "text/plain": asPlainText(info), "text/markdown": asMarkdown(info) },
    metadata: {},
  };
}

/** Inside the parentheses of a call, where there is nothing to tell about: the end of the function's name. */
function calleeAt(code: string, offset: number): number {
  let open = 0;
  for (let i = offset - 1; i >= 0; i--) {
    if (")]}".includes(code[i]!)) open++;
    else if ("([{".includes(code[i]!) && open-- === 0)
      return Math.max(0, code.slice(0, i).trimEnd().length - 1);
  }
  return offset;
}

function textOf(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString([...(parts ?? [])]);
}

/** The signature, without a word of the import by which a cell gets the name. */
function signatureOf({ displayParts }: ts.QuickInfo): string {
  return textOf(displayParts)
    .replace(/^\(alias\) /, "")
    .replace(/\nimport .*$/, "");
}

function asPlainText(info: ts.QuickInfo): string {
  const { documentation, tags } = info;
  const tagLines = (tags ?? []).map(({ name, text }) => `@${name} ${textOf(text)}`.trimEnd());
  return [signatureOf(info), textOf(documentation), tagLines.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

function asMarkdown(info: ts.QuickInfo): string {
  const { documentation, tags = [] } = info;
  const headings = new Set(tags.map(headingOf));
  const sections = [...headings].map((heading) => {
    const texts = tags.filter((tag) => headingOf(tag) === heading).map(tagAsMarkdown);
    return `**${heading}**\n\n${texts.join("\n")}`;
  });
  const parts = [fence(signatureOf(info)), textOf(documentation), ...sections];
  return parts.filter((part) => part !== "").join("\n\n");
}

function headingOf({ name }: ts.JSDocTagInfo): string {
  return HEADINGS[name] ?? `@${name}`;
}

function tagAsMarkdown({ name, text }: ts.JSDocTagInfo): string {
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
