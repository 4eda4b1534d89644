/** A reader of the site, and what a page notes while it is read. */
import type { Browser, Page } from "playwright-core";
import { median } from "../live/reader";
import { serve, SLOW_4G } from "./server";

/** What is on the reader's table. */
export interface Device {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly isSlow: boolean;
}

export const DESK: Device = { name: "desk", width: 1280, height: 900, isSlow: false };
export const PHONE: Device = { name: "phone: CPU 4x slower, Slow 4G", width: 390, height: 844, isSlow: true };

/** How often the processor of the slow device is slower. */
const SLOWDOWN = 4;

/** What is noted before a page's own scripts run. */
const NOTES = `
  globalThis.__name = (named) => named;
  window.noted = { shift: 0, block: 0, mark: 0 };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) noted.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.block = Math.max(noted.block, duration);
  }).observe({ type: "longtask", buffered: true });
`;

declare global {
  interface Window {
    noted: { shift: number; block: number; mark: number };
  }
}

/** Opens a page of a site in a fresh browser profile, on a device, and reads it. */
export async function read<T>(
  browser: Browser,
  folder: string,
  device: Device,
  file: string,
  use: (page: Page, server: { sent: number }) => Promise<T>,
): Promise<T> {
  const server = await serve(folder, device.isSlow ? SLOW_4G : undefined);
  const { width, height } = device;
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: device.isSlow });
  context.setDefaultTimeout(300_000);
  try {
    const page = await context.newPage();
    if (device.isSlow) {
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    }
    await page.addInitScript(NOTES);
    await page.goto(`${server.origin}/${file}`, { waitUntil: "commit" });
    return await use(page, server);
  } finally {
    await context.close();
    server.close();
  }
}

/** Waits until nothing has been sent for a while. */
export async function quiet(page: Page, server: { sent: number }): Promise<void> {
  for (let before = -1; before !== server.sent;) {
    before = server.sent;
    await page.waitForTimeout(1200);
  }
}

/** The middle one of several measurements, each taken in its own page. */
export async function middleOf(rounds: number, measure: () => Promise<number[]>): Promise<number[]> {
  const all: number[][] = [];
  for (let round = 0; round < rounds; round++) all.push(await measure());
  return all[0]!.map((_, place) => median(all.map((one) => one[place]!)));
}
