import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { readNotebook } from "../../browser/helpers/notebook";
import { executed } from "./execute";
import { allNotebooks } from "./lessons";
import { fileOf, flaws, normalForm } from "./normal-form";
import { failures } from "./outputs";
import { openStudio, type Studio } from "./studio";

/** Runs the notebooks (all, if none is named) and writes them back in normal form. */
export async function main(named: readonly string[]): Promise<void> {
  const studio = await openStudio();
  try {
    for (const file of named.length > 0 ? named : allNotebooks()) await normalise(file, studio);
  } finally {
    await studio.close();
  }
}

/** A notebook whose cells fail is left as it is: its errors are nothing to commit. */
async function normalise(file: string, studio: Studio): Promise<void> {
  const name = path.basename(file);
  const run = await executed(await readNotebook(file));
  const failed = failures(run);
  if (failed.length > 0) {
    process.exitCode = 1;
    console.error(`${name}: not written, since cells fail\n${failed.join("\n")}`);
    return;
  }
  const normal = await normalForm(run, studio);
  const before = await readFile(file, "utf8");
  const after = fileOf(normal);
  if (before !== after) await writeFile(file, after);
  console.log(
    `${name}: ${before === after ? "unchanged" : "written"}, ${Math.round(after.length / 1000)} kB`,
  );
  for (const flaw of flaws(after, normal)) console.log(`  ${flaw}`);
}
