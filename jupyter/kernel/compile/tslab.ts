/**
 * The parts of tslab that compile cells, and its TypeScript.
 *
 * tslab publishes them in its `dist` folder, so their types are its own. This is the one place that reaches into it.
 */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Converter, ConverterOptions } from "tslab/dist/converter.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import { replaceableTypeScript, requireFromTslab } from "../common/packages";

export type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
export type { TypeScript };

/** tslab's own TypeScript, as an object whose members the repairs can replace. */
export const ts = replaceableTypeScript() as typeof TypeScript;

interface ConverterModule {
  readonly createConverter: (options: ConverterOptions) => Converter;
}
interface MetadataModule {
  readonly getCodeMetadata: (source: string) => CodeMetadata;
}

export const { createConverter } = requireFromTslab("./dist/converter.js") as ConverterModule;
export const { getCodeMetadata } = requireFromTslab("./dist/metadata.js") as MetadataModule;
