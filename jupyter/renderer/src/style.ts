import handle from "./handle/style.css";
import { DARK, LIGHT, type Shades } from "./paint/colours";
import predictions from "./predictions/style.css";
import css from "./style.css";

const variables = (shades: Shades): string =>
  Object.entries(shades)
    .map(([name, shade]) => `--figure-${name}: ${shade};`)
    .join(" ");

/** The colours of figures, for what stands beside them, in the page's theme. */
const colours = `:root { ${variables(LIGHT)} }\n[data-jp-theme-light="false"] { ${variables(DARK)} }`;

/** Adds the renderer's style sheet to the page. */
export function addStyle(): void {
  const style = document.createElement("style");
  style.textContent = `${colours}\n${css}\n${handle}\n${predictions}`;
  document.head.append(style);
}
