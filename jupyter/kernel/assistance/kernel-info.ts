/**
 * Repair: the kernel says which language and version it is, in a way that every front end understands.
 *
 * On stock tslab: `kernel_info` claims TypeScript 3.7.2, and JupyterLab takes the cells for JavaScript, since the name of
 * the mode is "javascript".
 */
import type { JupyterContent } from "../protocol/message";
import { ts, tslabVersion } from "../tslab";

export function describeKernel(): JupyterContent {
  return {
    status: "ok",
    protocol_version: "5.3",
    implementation: "tslab",
    implementation_version: tslabVersion,
    banner: `TypeScript ${ts.version} on Node ${process.version}`,
    language_info: {
      name: "typescript",
      version: ts.version,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
  };
}
