/**
 * plotly reads its texts as a small markup: `<b>`, `<br>`, but also `<a href>` and `<span style>`, and it joins
 * texts before it reads them (`%{x}%{y}`). So what may pass is decided here, once, for every string of a figure.
 */

/** Tags that only change how a text looks. `extra` is the second box of a hover label. */
const PLAIN_TAGS = new Set(["b", "i", "em", "u", "s", "sub", "sup", "br", "span", "extra"]);

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*|\/)?)>/gi;

/** Names that every object inherits: as the key of a plain object (a group, a category, a frame) they reach its prototype. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** In UTF-16 units: what is longer is not text for a figure, and would take long to clean and to set. */
const LONGEST = 2000;

const ZERO_WIDTH_SPACE = "\u200b";

export function isInherited(name: string): boolean {
  return INHERITED.has(name) || name === "prototype";
}

/** The text with formatting tags kept bare, every other tag removed and every loose `<` spelt out, so that no tag can form later. */
export function cleanText(text: string): string {
  if (isInherited(text)) return text + ZERO_WIDTH_SPACE;
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  if (!short.includes("<")) return short;
  let cleaned = short;
  let before: string;
  do {
    before = cleaned;
    cleaned = before.replace(TAG, cleanTag);
  } while (cleaned !== before); // removing a tag can bring the halves of another together
  return cleaned.replace(/<(?!\/?[a-z]+(?: style='color:[^'<>]*')?>)/gi, "&lt;");
}

function cleanTag(_tag: string, slash: string, name: string, attributes: string): string {
  const tag = name.toLowerCase();
  if (!PLAIN_TAGS.has(tag)) return "";
  return `<${slash}${tag}${tag === "span" && slash === "" ? colour(attributes) : ""}>`;
}

/** A span may colour its words; any other style could fetch something (`fill: url(…)`). */
function colour(attributes: string): string {
  const found = /(?:^|[\s"';])color:\s*(#[\da-f]{3,8}|[a-z]+|rgba?\([\d\s,.%]+\))\s*(?:[;"']|$)/i.exec(
    attributes,
  );
  return found === null ? "" : ` style='color:${found[1]!}'`;
}
