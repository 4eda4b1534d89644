// @ts-check
// The page for what is not there. A host shows it for addresses of any depth, so it looks for the way home itself.
import { ownPage } from "./page.mjs";
import { headOf } from "./document.mjs";

/** The nearest folder above that has the course in it becomes where the links lead. */
const SCRIPT = `(async () => {
  const parts = location.pathname.split("/").slice(0, -1);
  for (; parts.length > 0; parts.pop()) {
    const home = parts.join("/") + "/";
    const answer = await fetch(home + "search.json", { method: "HEAD" }).catch(() => undefined);
    if (!answer?.ok) continue;
    for (const link of document.querySelectorAll("a")) link.href = home + link.getAttribute("href");
    return;
  }
})();`;

/** @param {string} style */
export const missingPage = (style) =>
  ownPage({
    head: headOf({ title: "Not found: Breaking Symmetry", description: "", card: "cards/index.png" }),
    style,
    body: `<main class="hero"><div class="words"><h1>There is no such page.</h1>
<p class="lead">Perhaps it has moved: all lessons are on the first page, and its search finds their sections.</p>
<p class="doors"><a class="btn primary" href="index.html">All lessons</a><a class="btn" href="index.html#search">Search</a></p></div></main>`,
    script: SCRIPT,
  });
