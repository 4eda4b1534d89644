import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertEqualsTrain, type ByHand } from "../lib/reproducibility/by-hand";
import { bundle } from "../lib/reproducibility/bundle";
import { allHashes } from "../lib/reproducibility/results";
import { patience } from "../run/patience.mjs";
import { launchBrowser } from "./helpers/chromium";
import { firefoxSays, withoutFirefox } from "./helpers/firefox";

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

test("there too, the lessons' cells by hand reach the weights of train, bit for bit", async () => {
  assertEqualsTrain(await page.evaluate<ByHand>(`${script};reproducibility.byHand()`));
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

test("so does a page in Firefox", { skip: withoutFirefox, timeout: patience(120_000) }, async () => {
  const send = `fetch("/", { method: "POST", body: JSON.stringify(reproducibility.allHashes()) })`;
  const page = { type: "text/html; charset=utf-8", body: '<!doctype html><script src="script.js"></script>' };
  const hashes = await firefoxSays((path) =>
    path === "/" ? page : { type: "text/javascript", body: `${script};${send}` },
  );
  assert.deepEqual(hashes, allHashes());
});
