/**
 * Repair: cells are checked without packages that they do not import, and errors can be traced to their lines.
 *
 * tslab fixes its compiler options. It loads every package of `node_modules/@types` into each cell's program, and it makes
 * no source maps.
 * On stock tslab: a name that only some package's global types declare is accepted in every cell; and an error's stack
 * says `evalmachine.<anonymous>:5`, a line of generated JavaScript.
 */
import { ts } from "../tslab";
import { createLightBuilder } from "./light-builder";

type CreateHost = (
  rootFiles: string[],
  options: object,
  system: unknown,
  createBuilder: unknown,
  ...reporters: unknown[]
) => unknown;

/** The options that differ from tslab's. */
const OPTIONS = { types: ["node"], inlineSourceMap: true, inlineSources: false };

/** Makes every converter that is created from now on use the kernel's options and programs. */
export function repairCompilerOptions(): void {
  const compiler = ts as unknown as { createWatchCompilerHost: CreateHost };
  const { createWatchCompilerHost } = compiler;
  compiler.createWatchCompilerHost = (rootFiles, options, system, _createBuilder, ...reporters) =>
    createWatchCompilerHost(rootFiles, { ...options, ...OPTIONS }, system, createLightBuilder, ...reporters);
}
