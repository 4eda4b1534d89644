import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertEqualsTrain, type ByHand } from "../lib/reproducibility/by-hand";
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

const firefox = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find(
  (path) => path !== undefined && existsSync(path),
);
const skip = firefox === undefined && "Firefox was not found: install it, or set FIREFOX to its path";

test("so does a page in Firefox", { skip, timeout: 120_000 }, async () => {
  assert.deepEqual(await hashesIn(firefox!), allHashes());
});

/** Opens a page in a browser without any driver: the page itself sends what it has computed. */
async function hashesIn(browserPath: string): Promise<unknown> {
  const send = `fetch("/", { method: "POST", body: JSON.stringify(reproducibility.allHashes()) })`;
  const profile = mkdtempSync(join(tmpdir(), "breaking-symmetry-firefox-"));
  let receive: (text: string) => void = () => undefined;
  const received = new Promise<string>((resolve) => (receive = resolve));
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      if (request.method === "POST") receive(body);
      const isPage = request.method === "GET" && request.url === "/";
      response.setHeader("content-type", isPage ? "text/html; charset=utf-8" : "text/javascript");
      response.end(isPage ? '<!doctype html><script src="script.js"></script>' : `${script};${send}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const args = ["--headless", "--no-remote", "--profile", profile, address];
  const child = spawn(browserPath, args, { stdio: "ignore", env: { ...process.env, HOME: profile } });
  try {
    const closed = new Promise<never>((_, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => {
        reject(new Error(`Firefox ended with ${code}`));
      });
    });
    return JSON.parse(await Promise.race([received, closed])) as unknown;
  } finally {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    server.close();
    server.closeAllConnections();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
