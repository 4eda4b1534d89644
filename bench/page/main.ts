/**
 * Measures the site as its visitors meet it: how soon pages can be read and controls answer, what is sent for that, how far
 * things jump, and how long the page is deaf; on a desk, and on a phone with a slow processor and network.
 *
 * `--site FOLDER` measures a site that is built already, and `--before FOLDER` another one beside it.
 */
import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { buildSite } from "../../jupyter/web/site.mjs";
import { launchBrowser } from "../../test/browser/helpers/chromium";
import { landing, lesson, type Live, runAll, touch } from "./measures";
import { DESK, middleOf, PHONE } from "./reader";

const LESSON = "04-too-large";
const LIVE: Live = { lesson: "05-one-over-root-n", cell: "deep-slider" };
const WHOLE = ["01-why-not-zeros", "04-too-large", "06-the-half-that-relu-loses"];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      page: { type: "boolean" },
      site: { type: "string" },
      before: { type: "string" },
      rounds: { type: "string", default: "5" },
    },
  });
  const rounds = Number(values.rounds);
  const sites = [values.site ?? (await built()), ...(values.before ? [values.before] : [])];
  const browser = await launchBrowser();
  const lines = [
    `# The site: ${cpus()[0]!.model}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(2)} at the start, Chromium ${browser.version()}`,
    "",
    `Medians of ${rounds}. ${values.before ? "In each field: now, before." : ""} The phone: the page's processor four times slower (its workers run at full speed), 1.6 Mbit/s, 150 ms. kB as sent, compressed.`,
    "",
    "| device | what | ms | kB | layout shift | longest block, ms |",
    "| --- | --- | --- | --- | --- | --- |",
  ];
  const row = async (
    what: string,
    device: string,
    measure: (site: string) => Promise<number[]>,
    fields: (values: number[]) => (string | undefined)[],
  ): Promise<void> => {
    const all: (string | undefined)[][] = [];
    for (const site of sites) all.push(fields(await middleOf(rounds, () => measure(site))));
    const cells = all[0]!.map((_, place) =>
      all
        .map((one) => one[place] ?? "")
        .join(", ")
        .replace(/^, $/, ""),
    );
    const line = `| ${[device, what, ...cells].join(" | ")} |`;
    lines.push(line);
    process.stdout.write(`${line}\n`);
  };
  process.stdout.write(`${lines.join("\n")}\n`);
  const [ms, kB, share] = [
    (value = 0) => value.toFixed(0),
    (value = 0) => (value / 1000).toFixed(0),
    (value = 0) => value.toFixed(3),
  ];
  for (const device of [DESK, PHONE]) {
    await row(
      "landing page ready",
      device.name,
      (site) => landing(browser, site, device),
      ([ready, sent, shift, block]) => [ms(ready), kB(sent), share(shift), ms(block)],
    );
    await row(
      `${LESSON}: first text, then controls`,
      device.name,
      (site) => lesson(browser, site, device, LESSON),
      ([painted, ready, sent, shift, block]) => [
        `${ms(painted)} / ${ms(ready)}`,
        kB(sent),
        share(shift),
        ms(block),
      ],
    );
    await row(
      `${LIVE.lesson}: first touch to live figure / key to picture`,
      device.name,
      (site) => touch(browser, site, device, LIVE),
      ([first, sent, step, shift, block]) => [
        `${ms(first)} / ${ms(step)}`,
        kB(sent),
        share(shift),
        ms(block),
      ],
    );
    for (const name of device.isSlow ? WHOLE.slice(1, 2) : WHOLE)
      await row(
        `${name}: Run all`,
        device.name,
        (site) => runAll(browser, site, device, name),
        ([time, shift, block]) => [ms(time), undefined, share(shift), ms(block)],
      );
  }
  await browser.close();
  const folder = join(__dirname, "..", "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "page.md"), `${lines.join("\n")}\n`);
}

async function built(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "breaking-symmetry-site-"));
  await buildSite(folder);
  return folder;
}

void main();
