/** The peers, with as much of their types as is used here: they are not installed where the linter runs. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(__dirname, "main.ts"));

export interface MlMatrix {
  readonly rows: number;
  readonly columns: number;
  mmul(other: MlMatrix): MlMatrix;
  transpose(): MlMatrix;
  apply(change: (row: number, column: number) => void): MlMatrix;
  clone(): MlMatrix;
  add(other: MlMatrix): MlMatrix;
  sub(other: MlMatrix): MlMatrix;
  mul(other: MlMatrix | number): MlMatrix;
  addColumnVector(column: MlMatrix): MlMatrix;
  divRowVector(row: MlMatrix): MlMatrix;
  subRowVector(row: MlMatrix): MlMatrix;
  sum(by: "row" | "column"): number[];
  get(row: number, column: number): number;
  set(row: number, column: number, value: number): MlMatrix;
}

export const mlMatrix = require("ml-matrix") as {
  readonly Matrix: {
    new (rows: number, columns: number): MlMatrix;
    from1DArray(rows: number, columns: number, values: ArrayLike<number>): MlMatrix;
    columnVector(values: ArrayLike<number>): MlMatrix;
  };
};

export const mathjs = require("mathjs") as { multiply(a: number[][], b: number[][]): number[][] };

/** out = a·b for row-major n×n arrays. */
export const stdlibGemm = require("@stdlib/blas-base-dgemm") as (
  order: "row-major",
  transA: "no-transpose",
  transB: "no-transpose",
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Float64Array,
  lda: number,
  b: Float64Array,
  ldb: number,
  beta: number,
  out: Float64Array,
  ldc: number,
) => Float64Array;

export const stdlibNormal = require("@stdlib/random-base-randn") as {
  factory(options: { seed: number }): () => number;
};

interface NdArray {
  readonly shape: readonly number[];
}
export const ndarray = require("ndarray") as (data: Float64Array, shape: number[]) => NdArray;
export const ndarrayGemm = require("ndarray-gemm") as (out: NdArray, a: NdArray, b: NdArray) => void;

export interface Tensor {
  readonly shape: readonly number[];
  dispose(): void;
  dataSync(): Float32Array;
}

export const tf = require("@tensorflow/tfjs-core") as {
  readonly tensor2d: (values: ArrayLike<number>, shape: [number, number]) => Tensor;
  readonly matMul: (a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean) => Tensor;
  readonly add: (a: Tensor, b: Tensor) => Tensor;
  readonly sub: (a: Tensor | number, b: Tensor) => Tensor;
  readonly mul: (a: Tensor, b: Tensor | number) => Tensor;
  readonly sum: (a: Tensor, axis: number, keepDims: boolean) => Tensor;
  readonly tanh: (a: Tensor) => Tensor;
  readonly relu: (a: Tensor) => Tensor;
  readonly step: (a: Tensor) => Tensor;
  readonly square: (a: Tensor) => Tensor;
  readonly sigmoid: (a: Tensor) => Tensor;
  readonly softmax: (a: Tensor) => Tensor;
  tidy<T extends Tensor | Tensor[]>(work: () => T): T;
  setBackend(name: string): Promise<boolean>;
};

/** Makes both backends of tfjs ready; the WebAssembly one keeps to one thread, as all contenders do. */
export async function readyTensorFlow(): Promise<void> {
  require("@tensorflow/tfjs-backend-cpu");
  const wasm = require("@tensorflow/tfjs-backend-wasm") as { setThreadsCount(count: number): void };
  wasm.setThreadsCount(1);
  await tf.setBackend("cpu");
  await tf.setBackend("wasm");
}

/** Version of a peer, for the report. */
export function versionOf(name: string): string {
  const path = [__dirname, join(__dirname, "..")]
    .map((folder) => join(folder, "node_modules", name, "package.json"))
    .find((candidate) => existsSync(candidate));
  return (JSON.parse(readFileSync(path!, "utf8")) as { version: string }).version;
}
