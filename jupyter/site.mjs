// @ts-check
// npm run site: writes the course as plain files into site/, for any static host. It needs Node alone, no Python.
// npm run site -- --notebook: with JupyterLite as well, in site/notebook, which takes Python to build.
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";

const part = "jupyter/web";

command(async () => {
  const { here } = await import("./setup/process.mjs");
  const surroundings = here();
  const { values, positionals } = parseArgs({
    options: { notebook: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (values.notebook) await (await import("./setup.mjs")).setUp({ parts: [part], surroundings });
  else await setUpWithoutPython(surroundings);
  const { buildSite } = await import("./web/site.mjs");
  const folder = join(surroundings.root, positionals[0] ?? "site");
  await buildSite(folder, { notebook: values.notebook });
  if (values.notebook) {
    const { buildNotebook } = await import("./web/notebook.mjs");
    await buildNotebook(folder, surroundings);
  }
  process.stdout.write(
    `The site is in ${folder}. Any server of plain files will do, e.g. python3 -m http.server --directory site\n`,
  );
});

/** @param {import("./setup/process.mjs").Surroundings} surroundings */
async function setUpWithoutPython(surroundings) {
  const { build } = await import("./setup/build.mjs");
  const { exclusively } = await import("./setup/lock.mjs");
  const { installNodePackages } = await import("./setup/node.mjs");
  await exclusively(surroundings, async (alone) => {
    await installNodePackages(alone, { dev: false });
    await installNodePackages(alone, { dev: true, part });
    await build(alone);
  });
}
