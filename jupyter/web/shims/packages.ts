/** Stands for jupyter/kernel/common/packages.ts: tslab and its TypeScript are in the bundle. */
import * as converter from "tslab/dist/converter.js";
import * as metadata from "tslab/dist/metadata.js";
import typescript from "@tslab/typescript-for-tslab";

const packages: Readonly<Record<string, unknown>> = {
  "./dist/converter.js": converter,
  "./dist/metadata.js": metadata,
};

export const requireFromTslab = (name: string): unknown => packages[name];

/** The object that tslab sees too (see typescript.cjs). */
export const replaceableTypeScript = (): object => typescript;
