import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { patience } from "../../run/patience.mjs";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";

/** Where systems keep a Chromium; the CHROMIUM variable names any other. */
const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** All of these keep the browser itself from asking hosts, so that every request seen is a page's. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Parts of Chromium that tests do without: those that Playwright leaves out too, as this replaces its list, and the address bar's
 * suggestions, for which each window would start a process of its own.
 */
const WITHOUT = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"],
  ...["AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"],
  ...["DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"],
  ...["MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"],
  ...["TcpPortRandomizationWin", "ThirdPartyStoragePartitioning"],
];

/** @param more - arguments of its command line */
export async function launchBrowser(...more: readonly string[]): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? KNOWN.find((candidate) => existsSync(candidate));
  if (executablePath === undefined) {
    throw new Error("Cannot test in a browser: no Chromium found, install one or name it in CHROMIUM");
  }
  return chromium.launch({
    executablePath,
    args: [...QUIET, `--disable-features=${WITHOUT.join()}`, ...more],
  });
}

/** A page that can reach one origin only, and the addresses outside it that were asked for. */
export interface FencedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly foreign: string[];
}

export async function openFenced(
  browser: Browser,
  origin: string,
  serviceWorkers: "allow" | "block" = "block",
): Promise<FencedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    serviceWorkers,
  });
  context.setDefaultTimeout(patience(30_000));
  const foreign: string[] = [];
  const isForeign = (url: URL): boolean =>
    /^(?:https?|wss?|ftp):$/.test(url.protocol) && url.host !== new URL(origin).host;
  await context.route(isForeign, (route) => route.abort());
  context.on("request", (request) => {
    if (isForeign(new URL(request.url()))) foreign.push(request.url());
  });
  return { page: await context.newPage(), context, foreign };
}

/** Runs a step of a test; when it fails, leaves a picture of the page and says where. */
export async function withScreenshot(page: Page, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    const picture = path.join(await mkdtemp(path.join(tmpdir(), "breaking-symmetry-failure-")), "page.png");
    await page.screenshot({ path: picture }).catch(() => undefined);
    if (error instanceof Error) error.message += `\n(the page: ${picture})`;
    throw error;
  }
}
