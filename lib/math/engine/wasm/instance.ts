import { bytes } from "./bytes";

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/**
 * The part of the WebAssembly interface used here: neither Node's types nor TypeScript's without a browser's have it.
 */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What assembly/ exports. Places are byte addresses, counts are elements. */
interface Loops {
  readonly memory: Memory;
  readonly heap: { readonly value: number };
  relu(at: number, count: number, slopes: number): void;
  sigmoid(at: number, count: number, slopes: number): void;
  tanh(at: number, count: number, slopes: number): void;
  multiply(
    ...operands: [
      ...shape: [rows: number, cols: number, depth: number],
      ...left: [at: number, rowStride: number, colStride: number],
      ...right: [at: number, rowStride: number, colStride: number],
      ...result: [at: number, scratch: number, first: boolean],
    ]
  ): void;
}

/** The compiled loops with the memory they work on, seen as numbers; everything from `start` on is free to use. */
export interface Workspace {
  readonly loops: Loops;
  /** Index in `numbers` of the first free element. */
  readonly start: number;
  /** The memory; taken anew after every `reserve`, which may move it. */
  numbers: Float64Array;
  /** Parts of `numbers` that were asked for lately. */
  readonly parts: Float64Array[];
}

const PAGE_BYTES = 65536;

let workspace: Workspace | null | undefined;

/**
 * The compiled loops, or null where WebAssembly or its vectors are missing (`node --jitless`, very old processors).
 *
 * They are compiled at first use, so that whoever only imports the library does not wait for it.
 */
export function wasm(): Workspace | null {
  return workspace === undefined ? (workspace = instantiate()) : workspace;
}

function instantiate(): Workspace | null {
  try {
    const module = new WebAssembly.Module(Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)));
    const loops = new WebAssembly.Instance(module).exports as Loops;
    const start = Math.ceil(loops.heap.value / 16) * 2;
    return { loops, start, numbers: new Float64Array(loops.memory.buffer), parts: [] };
  } catch {
    return null;
  }
}

/** Makes sure that `count` elements fit from `start` on, and returns the memory. */
export function reserve(workspace: Workspace, count: number): Float64Array {
  const missing = (workspace.start + count) * 8 - workspace.numbers.byteLength;
  if (missing > 0) {
    workspace.loops.memory.grow(Math.ceil(missing / PAGE_BYTES));
    // Growing detaches every earlier view.
    workspace.numbers = new Float64Array(workspace.loops.memory.buffer);
  }
  return workspace.numbers;
}

/**
 * `count` elements from index `at` on: a view, kept for the next call, since to make one takes longer than to copy
 * 500 numbers.
 */
export function part({ numbers, parts }: Workspace, at: number, count: number): Float64Array {
  const slot = (at + count) % 64;
  const kept = parts[slot];
  // A view of memory that has moved since has no length.
  if (kept?.length === count && kept.byteOffset === 8 * at) return kept;
  return (parts[slot] = numbers.subarray(at, at + count));
}
