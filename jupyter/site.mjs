// @ts-check
// npm run site: writes the course as plain files into site/, for any static host. It needs Node alone, no Python.
// npm run site -- --notebook: with JupyterLite as well, in site/notebook, which takes Python to build.
// npm run site -- --address https://…: tells social networks where the pictures of its pages are.
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";

const parts = ["jupyter/web"];

command(async () => {
  const { here } = await import("./setup/process.mjs");
  const surroundings = here();
  const { values, positionals } = parseArgs({
    options: { notebook: { type: "boolean", default: false }, address: { type: "string" } },
    allowPositionals: true,
  });
  const { makeKit, setUp } = await import("./setup/setup.mjs");
  const { exclusively } = await import("./setup/lock.mjs");
  if (values.notebook) await setUp({ parts, surroundings });
  else await exclusively(surroundings, (alone) => makeKit(alone, { parts }));
  const { buildSite } = await import("./web/site.mjs");
  const folder = join(surroundings.root, positionals[0] ?? "site");
  await buildSite(folder, values);
  if (values.notebook) {
    const { buildNotebook } = await import("./web/notebook.mjs");
    await buildNotebook(folder, surroundings);
  }
  process.stdout.write(
    `The site is in ${folder}. Any server of plain files will do, e.g. python3 -m http.server --directory site\n`,
  );
});
