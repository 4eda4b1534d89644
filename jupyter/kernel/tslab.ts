/**
 * The parts of tslab that the kernel is composed of.
 *
 * tslab publishes them in its `dist` folder but keeps some members private, so their types are written out here as
 * far as the repairs override or call them. This is the one place that reaches into tslab.
 */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Converter, ConvertResult, ConverterOptions } from "tslab/dist/converter.js";
import type { Executor, ConverterSet, ConsoleInterface } from "tslab/dist/executor.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import { requireFromTslab } from "./packages";
import type { ExecuteContent, JupyterContent, Message, Replier } from "./protocol/message";

export type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
export type { Executor } from "tslab/dist/executor.js";
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
interface ExecutorModule {
  readonly createExecutor: (root: string, converters: ConverterSet, console: ConsoleInterface) => Executor;
}
interface MetadataModule {
  readonly getCodeMetadata: (source: string) => CodeMetadata;
}

export const { createConverter } = requireFromTslab("./dist/converter.js") as ConverterModule;
export const { createExecutor } = requireFromTslab("./dist/executor.js") as ExecutorModule;
export const { getCodeMetadata } = requireFromTslab("./dist/metadata.js") as MetadataModule;

export const { version: tslabVersion } = requireFromTslab("./package.json") as { readonly version: string };

/** What the kernel's code in cells finds as `__tslab__`: tslab passes these two to every cell. */
export interface CellGlobals {
  exports: object;
  require: NodeJS.Require;
}

export interface Socket {
  sendHighWaterMark: number;
  sendTimeout: number;
  linger: number;
}

/** `ZmqServer` as subclasses see it. */
export interface Server {
  readonly connInfo: { readonly key: string };
  readonly iopub: Socket & Replier;
  readonly shell: Socket & Replier;
  readonly control: Socket;
  readonly hb: Socket;
  init(): Promise<void>;
  bindSocket(socket: Socket, port: number): Promise<void>;
  publishStatus(status: string, parent: Message): void;
  handleShellMessage(socket: Replier, ...frames: Buffer[]): Promise<void>;
  handleExecute(socket: Replier, message: Message): Promise<void>;
  handleCommInfoRequest(socket: Replier, message: Message): void;
  close(): void;
}

/** `JupyterHandlerImpl` as subclasses see it. */
export interface Handler {
  handleKernel(): JupyterContent;
  handleExecute(request: ExecuteContent, ...rest: never[]): Promise<JupyterContent>;
  handleInspect(request: { code: string; cursor_pos: number }): JupyterContent;
  handleComplete(request: { code: string; cursor_pos: number }): JupyterContent;
  handleShutdown(request: { restart: boolean }): JupyterContent;
  close(): void;
}

type WriteDisplayData = (content: JupyterContent, update?: boolean) => void;

interface JupyterModule {
  ZmqServer: new (handler: Handler, configPath: string) => Server;
  JupyterHandlerImpl: new (executor: Executor, isJavaScript: boolean) => Handler;
  lastWriteDisplayData: WriteDisplayData | null;
}

const jupyter = requireFromTslab("./dist/jupyter.js") as JupyterModule;

export const { ZmqServer: TslabServer, JupyterHandlerImpl: TslabHandler } = jupyter;

/** Where `tslab.display` sends its output from now on. */
export function setDisplayWriter(write: WriteDisplayData): void {
  jupyter.lastWriteDisplayData = write;
}

export type { ConvertResult as Converted };
