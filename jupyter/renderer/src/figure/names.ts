import type { Figure } from "./figure";
import { type Json, at } from "../json";

export function titleOf({ layout }: Figure): string {
  return plain(at(layout, "title", "text"));
}

function plain(text: Json | undefined): string {
  return typeof text === "string" ? plainText(text) : "";
}

/** What a reader who does not see the figure is told: its title, then what it shows. */
export function accessibleName(figure: Figure): string {
  const told = [titleOf(figure), plain(at(figure.layout, "meta", "description"))].filter(
    (text) => text !== "",
  );
  return told.map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`)).join(" ") || "Figure";
}

/** The text without any markup, for an accessible name. */
function plainText(text: string): string {
  return text
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<[^<>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}
