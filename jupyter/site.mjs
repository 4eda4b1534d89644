// @ts-check
// npm run site: writes the course as plain files into site/, for any static host. It needs Node alone, no Python.
import { join } from "node:path";
import process from "node:process";
import { command } from "./setup/command.mjs";

command(async () => {
  const { build } = await import("./setup/build-steps.mjs");
  const { installNodePackages } = await import("./setup/node-modules.mjs");
  const { installPagePackages } = await import("./web/packages.mjs");
  const { here } = await import("./setup/surroundings.mjs");
  const surroundings = here();
  await installNodePackages(surroundings, { dev: false });
  await build(surroundings);
  installPagePackages(surroundings.root);
  const { buildSite } = await import("./web/site.mjs");
  const folder = join(surroundings.root, process.argv[2] ?? "site");
  await buildSite(folder);
  process.stdout.write(
    `The site is in ${folder}. Any server of plain files will do, e.g. python3 -m http.server --directory site\n`,
  );
});
