// @ts-check
// npm run site: writes the course as plain files into site/, for any static host. It needs Node alone, no Python.
// npm run site -- --notebook: with JupyterLite as well, in site/notebook, which takes Python to build.
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";

command(async () => {
  const { build } = await import("./setup/build-steps.mjs");
  const { installNodePackages } = await import("./setup/node-modules.mjs");
  const { installPagePackages } = await import("./web/packages.mjs");
  const { here } = await import("./setup/surroundings.mjs");
  const surroundings = here();
  const { values, positionals } = parseArgs({
    options: { notebook: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (values.notebook) {
    const { setUp } = await import("./setup.mjs");
    await setUp({ surroundings });
  } else {
    await installNodePackages(surroundings, { dev: false });
    await build(surroundings);
  }
  installPagePackages(surroundings.root);
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
