// @ts-check
// The words of a page's HTML, for a search, a description, a screen reader: its formulas are written in one line.

const CHARACTERS = { quot: '"', lt: "<", gt: ">", "#39": "'", amp: "&" };

/** Elements within a word or beside one; every other ends a line. */
const WITHIN_LINES = /<\/?(?:a|b|code|del|em|i|small|span|strong|sub|sup)\b[^>]*>/g;

/** The form of a formula for narrow pages, which says the same again. */
const SAID_AGAIN = /<span class="stacked">[^]*?<\/span>/g;

/** The words of a text. @param {string} html */
export const wordsOf = (html) =>
  html
    .replaceAll(SAID_AGAIN, "")
    .replaceAll(/<math[^]*?<\/math>/g, inOneLine)
    .replaceAll(WITHIN_LINES, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(
      /&(quot|lt|gt|#39|amp);/g,
      (_, /** @type {keyof typeof CHARACTERS} */ name) => CHARACTERS[name],
    )
    .replaceAll(/\s+/g, " ")
    .trim();

/** An element without others in it, and the marks around what has been written of one: its parent knows its parts by them. */
const INNERMOST = /<(\w+)([^>]*)>([^<]*)<\/\1>/;
const PART = /⟦([^⟧]*)⟧/g;

/** A fraction's bar until its place is known: a factor wants parentheses. */
const BAR = "⁄";

/** A formula in one line, such as 1/√n. @param {string} math - as MathML */
function inOneLine(math) {
  let text = math;
  while (INNERMOST.test(text)) {
    text = text.replace(
      INNERMOST,
      (_, /** @type {string[]} */ ...[name = "", attributes = "", content = ""]) => {
        const parts = [...content.matchAll(PART)].map(([, part = ""]) => part);
        return `⟦${written(name, attributes, parts.length > 0 ? parts : [content])}⟧`;
      },
    );
  }
  return text
    .replaceAll(/[⟦⟧]/g, "")
    .replaceAll(BAR, "/")
    .replaceAll(/\s+(?=[,.)]|$)/g, "");
}

const OPERATOR = /^(?:[=≠≤≥≈∼+−±×⋅∘←→↦⟹]|&[lg]t;)$/;

/** @param {string} name @param {string} attributes @param {string[]} parts @returns {string} */
function written(name, attributes, parts) {
  const [base = "", one = "", two = ""] = parts;
  switch (name) {
    case "mo":
      if (attributes.includes("separator")) return `${base} `;
      return OPERATOR.test(base) && !/prefix|lspace/.test(attributes)
        ? ` ${base} `
        : base.replace("\u2061", "");
    case "mi":
      return base.replace("𝖳", "ᵀ");
    case "mspace":
      return " ";
    case "mtable":
      return parts.map((row) => row.trim().replace(/[^,.]$/, "$&,")).join(" ");
    case "mtr":
      return parts.join("");
    case "mfrac":
      return FRACTIONS[`${base}/${one}`] ?? `${grouped(base)}${BAR}${grouped(one)}`;
    case "msqrt":
      return `√${grouped(sideBySide(parts))}`;
    case "msub":
    case "munder":
      return base === "∑" ? `∑${lowered(one)} ` : base + lowered(one);
    case "msup":
      return base + raised(one);
    case "msubsup":
      return base + lowered(one) + raised(two);
    case "mover":
      return `${base}\u0302`.normalize();
    default:
      return sideBySide(parts);
  }
}

/** @type {Record<string, string>} */
const FRACTIONS = { "1/2": "½", "1/3": "⅓", "3/4": "¾" };

/** Parts beside each other, without a reading that they do not have. @param {string[]} parts */
const sideBySide = (parts) =>
  parts
    .map((part, index) => {
      const [before = "", after = ""] = [parts[index - 1], parts[index + 1]];
      const isFactor = /[\p{L}\p{N})]\s*$/u.test(before) || /^\s*[\p{L}\p{N}(∑√]/u.test(after);
      if (part.includes(BAR) && isFactor) return `(${part})`;
      if (part.startsWith("√") && /^\p{L}/u.test(after)) return `${part} `;
      return /[\p{L}\p{N})]$/u.test(before) && /^[a-z]{2,} ?$/.test(part) ? ` ${part}` : part;
    })
    .join("");

/** A number, a word, a letter with what belongs to it, or what has parentheses. */
const ALONE =
  /^(?:[∂√]?(?:[\d.,½⅓¾]+|\p{L}[\p{L}\d]+|\p{L}\p{M}*[₀-₉⁰¹²³⁴-⁹]*)|\p{L}[_^]\p{L}+|\([^()]*\)|\[.*\]ᵀ?)$/u;

/** In parentheses what would fall apart without them. @param {string} text */
const grouped = (text) => (ALONE.test(text.trim()) ? text.trim() : `(${text.trim()})`);

/** @param {string} text @param {string} digits @param {string} sign */
const small = (text, digits, sign) =>
  /^[\d+−]+$/.test(text)
    ? text.replaceAll(/./g, (one) => digits["0123456789+−".indexOf(one)] ?? one)
    : `${sign}${grouped(text)}`;

/** @param {string} text */
const lowered = (text) => small(text, "₀₁₂₃₄₅₆₇₈₉₊₋", "_");

/** @param {string} text */
const raised = (text) => (/^[′∗ᵀ]$/.test(text) ? text : small(text, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "^"));
