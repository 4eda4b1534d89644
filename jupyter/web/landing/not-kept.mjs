// @ts-check
// The page that stands, without a connection, for one that was not kept.
import { headOf } from "./document.mjs";
import { BRAND, ownPage } from "./page.mjs";

/** @param {string} style @param {string} script */
export const notKeptPage = (style, script) =>
  ownPage({
    head: headOf({ title: "Not kept: Breaking Symmetry", description: "", card: "cards/index.png" }),
    style,
    body: `<header class="top">${BRAND}</header>
<main class="hero"><div class="words"><h1>This page was not kept on this device.</h1>
<p class="lead">It cannot be loaded now: is there a connection? These pages were kept when you read them, and work without one:</p>
<ul id="kept"></ul>
<p class="doors"><button type="button" class="btn" id="again">Try again</button></p></div></main>`,
    script,
  });
