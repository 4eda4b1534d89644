import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds serious on a page, or in parts of it. */
export async function seriousIn(page: Page, ...parts: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (include) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({ include }, { resultTypes: ["violations"] }),
    (parts.length > 0 ? parts : ["html"]).map((part) => [part]),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
