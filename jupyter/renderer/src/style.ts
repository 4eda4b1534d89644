import predictions from "./predictions/style.css";
import css from "./style.css";

/** Adds the renderer's style sheet to the page. */
export function addStyle(): void {
  const style = document.createElement("style");
  style.textContent = `${css}\n${predictions}`;
  document.head.append(style);
}
