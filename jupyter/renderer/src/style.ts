import css from "./style.css";

/** Adds the renderer's style sheet to the page. */
export function addStyle(): void {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
}
