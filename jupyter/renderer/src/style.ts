import handle from "./handle/style.css";
import predictions from "./predictions/style.css";
import css from "./style.css";

/** Adds the renderer's style sheet to the page. */
export function addStyle(): void {
  const style = document.createElement("style");
  style.textContent = `${css}\n${handle}\n${predictions}`;
  document.head.append(style);
}
