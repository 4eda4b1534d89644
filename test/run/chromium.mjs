// @ts-check
import { existsSync } from "node:fs";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Finds a Chromium for the browser tests.
 *
 * @param {NodeJS.ProcessEnv} env - `CHROMIUM` names the one to use, and no other is tried
 * @returns {string | undefined} its path
 */
export function findChromium({ CHROMIUM }) {
  return (CHROMIUM ? [CHROMIUM] : usual).find((path) => existsSync(path));
}
