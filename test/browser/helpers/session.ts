import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { patience } from "../../run/patience.mjs";
import { type FencedPage, launchBrowser, openFenced, withScreenshot } from "./chromium";
import { type JupyterHome, makeJupyterHome } from "./jupyter-home";
import { Lab } from "./lab";
import { type Server, startServer } from "./server";

/** A browser with a notebook open in a JupyterLab of its own. */
export interface Session {
  readonly home: JupyterHome;
  readonly lab: Lab;
  readonly fenced: FencedPage;
  /** Messages of errors that the page's scripts did not catch. */
  readonly pageErrors: string[];
  close(): Promise<void>;
}

/** Starts everything, lets `prepare` write notebooks, and opens `notebook`. */
export async function openSession(
  notebook: string,
  prepare: (home: JupyterHome) => Promise<void>,
): Promise<Session> {
  const home = await makeJupyterHome();
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    await home.remove();
  };
  try {
    await prepare(home);
    server = await startServer(home);
    browser = await launchBrowser();
    const fenced = await openFenced(browser, server.origin);
    const pageErrors: string[] = [];
    fenced.page.on("pageerror", ({ message }) => pageErrors.push(message));
    const lab = new Lab(fenced.page, server);
    await withScreenshot(fenced.page, () => lab.open(notebook));
    return { home, lab, fenced, pageErrors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Asks until the answer is right. @throws Error that says what was waited for */
export async function until(what: string, isSo: () => Promise<boolean>, ms = 15_000): Promise<void> {
  const [start, most] = [Date.now(), patience(ms)];
  while (!(await isSo())) {
    if (Date.now() > start + most) throw new Error(`Waited ${most} ms in vain until ${what}`);
    await delay(50);
  }
}
