import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { here } from "../../../jupyter/setup/process.mjs";
import { buildTestedSite } from "../../run/site.mjs";
import { launchBrowser, openFenced, withScreenshot } from "./chromium";
import { serve, type StaticServer } from "./static-server";

/** The course as a site, served to a browser. */
export class Site {
  private constructor(
    readonly folder: string,
    readonly server: StaticServer,
    readonly browser: Browser,
    private readonly remove: () => Promise<void>,
  ) {}

  /** Opens the site that was built for all test files, or one of its own for a file that runs alone. */
  static async open(): Promise<Site> {
    const built = process.env.BREAKING_SYMMETRY_SITE;
    const folder = built ?? (await mkdtemp(path.join(tmpdir(), "breaking-symmetry-site-")));
    if (built === undefined) await buildTestedSite(folder, here());
    const [server, browser] = await Promise.all([serve(folder), launchBrowser()]);
    const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
    return new Site(folder, server, browser, built === undefined ? remove : () => Promise.resolve());
  }

  /** Opens a page in a fresh profile, without any other network; fails if a script of it did. */
  async opened(
    file: string,
    use: (page: Page) => Promise<void>,
    address = `${this.server.origin}/${file}`,
  ): Promise<void> {
    const fenced = await openFenced(this.browser, this.server.origin);
    const errors: string[] = [];
    fenced.page.on("pageerror", ({ message }) => errors.push(message));
    try {
      this.server.sent = 0;
      // What tsx adds to functions, here to those that run in the page.
      await fenced.page.addInitScript("globalThis.__name = (named) => named;");
      await fenced.page.goto(address);
      await withScreenshot(fenced.page, () => use(fenced.page));
      assert.deepEqual([errors, fenced.foreign], [[], []]);
    } finally {
      await fenced.context.close();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.close();
    await this.remove();
  }
}

/** A cell of a lesson's page. */
export const cellOf = (page: Page | Frame, id: string): Locator =>
  page.locator(`section.cell[data-id="${id}"]`);

/** Waits until a lesson's page is alive, and laid out as a whole. */
export const ready = (page: Page | Frame): Promise<void> =>
  page.locator("html[data-ready=true][data-whole=true]").waitFor();

/** Waits until what a first touch needs has come. */
export const fetchedAhead = async (page: Page): Promise<void> => {
  const isThere = (): boolean =>
    ["kernel.js", ".cells.json"].every((name) =>
      performance.getEntriesByType("resource").some((entry) => entry.name.includes(name)),
    );
  await page.waitForFunction(isThere);
};

/** Begins to write in a cell of a page; its editor comes with the first click. */
export async function writeIn(cell: Locator): Promise<void> {
  await cell.locator(".code, .cm-content").first().click();
  await cell.locator(".cm-content:focus").waitFor();
}
