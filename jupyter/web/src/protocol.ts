/** What a page and its kernel, a web worker, say to each other. */
import type { Content } from "../../kernel/common/messages";
import type { KnownFile } from "../../kernel/known/store";

/** Where a kernel finds what it loads when it is first needed. */
export interface Addresses {
  readonly compiler: string;
  readonly mathjs: string;
  readonly sources: string;
}

/** From the page. */
export type ToKernel =
  /** The first message: the cells that need no check, and where to load from what a cell may need. */
  | ({ readonly type: "start"; readonly known: KnownFile | undefined } & Addresses)
  /** A message of Jupyter's protocol. */
  | {
      readonly type: "request";
      readonly id: string;
      readonly msgType: string;
      readonly content: Content;
      readonly metadata: Content;
    }
  | { readonly type: "interrupt" }
  /** Asks whether it hears. */
  | { readonly type: "ping" };

/** From the kernel. */
export type ToPage =
  | { readonly type: "ready" }
  /** It has heard that it should stop. */
  | { readonly type: "interrupted" }
  /** It has heard a ping. */
  | { readonly type: "alive" }
  /** A message of Jupyter's protocol; `parent` is the id of the request that it belongs to. */
  | {
      readonly type: "message";
      readonly channel: string;
      readonly parent: string;
      readonly msgType: string;
      readonly content: Content;
      readonly metadata: Content;
    };
