/**
 * Repair: the kernel says which language and version it is, in a way that every front end understands.
 *
 * On stock tslab: `kernel_info` claims TypeScript 3.7.2, and JupyterLab takes the cells for JavaScript, since the name of
 * the mode is "javascript".
 */
import { requireFromTslab } from "../common/packages";
import type { Content } from "../common/messages";
import { PROTOCOL } from "./wire";

/** The versions of tslab and of TypeScript, which need not be loaded for that. */
const version = (name: string): string =>
  (requireFromTslab(`${name}/package.json`) as { version: string }).version;

export function describeKernel(): Content {
  const typescript = version("typescript");
  return {
    status: "ok",
    protocol_version: PROTOCOL,
    supported_features: [],
    implementation: "tslab",
    implementation_version: version("tslab"),
    banner: `TypeScript ${typescript} on Node ${process.version}`,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
  };
}
