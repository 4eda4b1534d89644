/** What a page and its kernel, a web worker, say to each other. */
import type { Content } from "../../kernel/common/messages";
import type { FileTexts } from "./file-system";

/** From the page. */
export type ToKernel =
  /** The first message: what the kernel needs to start, and where to load from what a cell may need. */
  | { readonly type: "start"; readonly types: FileTexts; readonly mathjs: string; readonly sources: string }
  /** A message of Jupyter's protocol. */
  | {
      readonly type: "request";
      readonly id: string;
      readonly msgType: string;
      readonly content: Content;
      readonly metadata: Content;
    }
  | { readonly type: "interrupt" };

/** From the kernel. */
export type ToPage =
  | { readonly type: "ready" }
  /** A message of Jupyter's protocol; `parent` is the id of the request that it belongs to. */
  | {
      readonly type: "message";
      readonly channel: string;
      readonly parent: string;
      readonly msgType: string;
      readonly content: Content;
      readonly metadata: Content;
    };
