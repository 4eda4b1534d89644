// @ts-check
// What all pages of lessons have in common.
import { headOf } from "../landing/document.mjs";

export { escaped } from "../landing/document.mjs";

/** The fonts that the first lines of a page are set in. */
const FIRST_FONTS = ["serif", "sans", "math", "mono"];

/** Whoever comes to the top of a page, and not back to where they were, sees its first screen before the rest is laid out. */
const FIRST_SCREEN = `<script>
if (!location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate")
  document.documentElement.classList.add("first-screen");
</script>`;

/** @param {Parameters<typeof headOf>[0]} about @param {string} body */
export function document(about, body) {
  const fonts = FIRST_FONTS.map(
    (name) => `<link rel="preload" href="fonts/${name}.woff2" as="font" type="font/woff2" crossorigin>`,
  );
  return `<!doctype html>
<html lang="en">
${headOf(about)}
${FIRST_SCREEN}
<meta name="color-scheme" content="light dark">
${fonts.join("\n")}
<link rel="stylesheet" href="style.css">
<body>
${body}
</body>
</html>
`;
}
