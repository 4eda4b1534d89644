import type { Figure } from "./figure";
import { type Json, at, isObject } from "./json";
import { plainText } from "./sanitize/text";

/** A title as plotly takes it: a text or `{ text }`. */
export function titleText(title: Json | undefined): string {
  const text = isObject(title) ? title.text : title;
  return typeof text === "string" ? plainText(text) : "";
}

/** What a reader who does not see the figure is told: its title, then what it shows. */
export function accessibleName(figure: Figure): string {
  const title = titleText(figure.layout.title);
  const description = at(figure.layout, "meta", "description");
  const told = [title, typeof description === "string" ? plainText(description) : ""].filter(
    (text) => text !== "",
  );
  return told.map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`)).join(" ") || "Figure";
}
