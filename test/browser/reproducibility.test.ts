import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { bundle } from "../lib/reproducibility/bundle";
import { allHashes } from "../lib/reproducibility/results";
import { launchBrowser } from "./helpers/chromium";

let browser: Browser;
let page: Page;
let script: string;

before(async () => {
  [browser, script] = await Promise.all([launchBrowser(), bundle()]);
  page = await browser.newPage();
  // An empty page with an address, without which there are no workers.
  await page.route("**", (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto("http://localhost/");
});

after(async () => {
  await browser.close();
});

test("a page in Chromium computes Node's numbers and figures, bit for bit, with WebAssembly", async () => {
  const hashes: unknown = await page.evaluate(`${script};reproducibility.allHashes()`);
  assert.deepEqual(hashes, allHashes());
});

test("so does a module worker", async () => {
  const source = `${script};postMessage(reproducibility.allHashes())`;
  const hashes = await page.evaluate(
    (code) =>
      new Promise((resolve, reject) => {
        const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
        const worker = new Worker(address, { type: "module" });
        worker.onmessage = ({ data }) => {
          resolve(data);
        };
        worker.onerror = ({ message }) => {
          reject(new Error(message));
        };
      }),
    source,
  );
  assert.deepEqual(hashes, allHashes());
  assert.equal(allHashes().WebAssembly, "true");
});
