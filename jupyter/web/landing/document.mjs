// @ts-check
// What every page of the site tells browsers, search engines and social networks about itself.
import { URL } from "node:url";

/** @param {string} text */
export const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/**
 * The tags of a page's head that describe it.
 *
 * @param {{ title: string, description: string, card: string, address?: string | undefined }} about - `card` is its picture, and
 *   `address` where the site will be: social networks want a picture's whole address
 */
export function headOf({ title, description, card, address = "" }) {
  const picture = address === "" ? card : new URL(card, address.replace(/\/?$/, "/")).href;
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(description)}">
<meta property="og:site_name" content="Breaking Symmetry">
<meta property="og:type" content="article">
<meta property="og:title" content="${escaped(title)}">
<meta property="og:description" content="${escaped(description)}">
<meta property="og:image" content="${escaped(picture)}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta name="twitter:card" content="summary_large_image">
<link rel="icon" href="icon.svg" type="image/svg+xml">`;
}
