/** Firefox has no interface for the frames of errors as V8 has: there, too, an error names the reader's own lines. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { patience } from "../run/patience.mjs";
import { firefoxSays, withoutFirefox } from "./helpers/firefox";
import { Site } from "./helpers/site";
import { TYPES } from "./helpers/static-server";

const LESSON = "/01-why-not-zeros.html";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** Runs code in the first cell in sight of a lesson in Firefox. @returns what the cell shows */
async function shown(code: string): Promise<string> {
  // Before the page's own script runs, the code is put where the page keeps its reader's edits.
  const inPage = `
const cell = document.querySelector("main > section.cell");
const key = "breaking-symmetry:" + location.pathname + ":cell:" + cell.dataset.id;
localStorage.setItem(key, JSON.stringify({ text: ${JSON.stringify(code)}, from: "" }));
const wait = (isSo) => new Promise((done) => { const timer = setInterval(() => { if (isSo()) { clearInterval(timer); done(); } }, 50); });
(async () => {
  await wait(() => document.documentElement.dataset.ready);
  cell.querySelector(".run").click();
  await wait(() => cell.querySelector(".outputs .error"));
  await fetch("/", { method: "POST", body: JSON.stringify(cell.querySelector(".outputs").innerText) });
})();`;
  const said = await firefoxSays(async (name) => {
    const file = await readFile(path.join(site.folder, name)).catch(() => undefined);
    if (!file) return undefined;
    const type = TYPES[path.extname(name)] ?? "application/octet-stream";
    const page = name === LESSON ? `${file.toString()}<script>${inPage}</script>` : file;
    return { type, body: page };
  }, LESSON);
  return String(said);
}

test(
  "an error in Firefox names the line and the function of the reader's cell, and no inner name",
  { skip: withoutFirefox, timeout: patience(120_000) },
  async () => {
    const text = await shown(`let box: any = null;
const deep = (n: number): number => {
  if (n > 0) return deep(n - 1);
  return box.size;
};
console.log(new Error("as a value").stack);
[1].map(() => deep(2));`);
    assert.match(text, /Error: as a value\s+at Cell \[\d+\]:6:/);
    assert.match(text, /TypeError: .*\bbox is null/);
    assert.match(text, /Cell \[\d+\], line 4, in deep\s+→ 4 \|\s+return box\.size;/);
    assert.match(text, /line 7\s+→ 7 \|/);
    assert.doesNotMatch(text, /__box_|kernel\.js|@/);
  },
);
