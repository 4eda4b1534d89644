// @ts-check
import { buildNotebook } from "../../jupyter/web/notebook.mjs";
import { buildSite } from "../../jupyter/web/site.mjs";

/** Builds the course as a site, with JupyterLite. @param {string} folder @param {import("../../jupyter/setup/process.mjs").Surroundings} surroundings */
export async function buildTestedSite(folder, surroundings) {
  await buildSite(folder, { notebook: true });
  await buildNotebook(folder, surroundings);
}
