/**
 * The parts of tslab that compile cells, and its TypeScript.
 *
 * tslab publishes them in its `dist` folder, so their types are its own. This is the one place that reaches into it.
 */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Converter, ConverterOptions } from "tslab/dist/converter.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import { requireFromTslab } from "../common/packages";

export type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
export type { TypeScript };

/**
 * tslab's own TypeScript. Its functions are read-only there, so that tslab gets to see a copy of the object whose members
 * the repairs can replace.
 */
export const ts = loadReplaceable("@tslab/typescript-for-tslab") as typeof TypeScript;

function loadReplaceable(name: string): object {
  const original = requireFromTslab(name) as object;
  const copy = { ...original };
  requireFromTslab.cache[requireFromTslab.resolve(name)]!.exports = copy;
  return copy;
}

interface ConverterModule {
  readonly createConverter: (options: ConverterOptions) => Converter;
}
interface MetadataModule {
  readonly getCodeMetadata: (source: string) => CodeMetadata;
}

export const { createConverter } = requireFromTslab("./dist/converter.js") as ConverterModule;
export const { getCodeMetadata } = requireFromTslab("./dist/metadata.js") as MetadataModule;
