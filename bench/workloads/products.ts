import { Matrix, normal, seeded } from "../../lib";
import { multiply, multiplyTranspose, transposeMultiply } from "../../lib/dist/math/engine/product";
import { local, type Contender, type Workload } from "../measure";
import { mathjs, mlMatrix, ndarray, ndarrayGemm, stdlibGemm, tf } from "../peers";
import type { Python } from "../python";

/**
 * Ours into an array that is there already, and ours into a new matrix: peers are compared with what does the same.
 */
const INTO = "ours";
const NEW = "ours, new matrix";

const random = seeded(1);

function randomMatrix(rows: number, cols: number): Matrix {
  return Matrix.generate(rows, cols, () => normal(random));
}

type Limit = (flops: number) => void;

/** From this size on, copies and packing count little beside the operations, and the core's limit can be reached. */
const LARGE = 256;

/** A times B, both n × n. */
function square(n: number, python: Python, limit: Limit): Workload {
  const flops = 2 * n ** 3;
  const [a, b, out] = [randomMatrix(n, n), randomMatrix(n, n), new Float64Array(n * n)];
  const contenders: Contender[] = [
    local(INTO, undefined, () => {
      multiply(out, a.data, b.data, n, n, n);
    }),
    local(NEW, undefined, () => a.multiply(b)),
    ...inPlacePeers(a, b, out),
    ...allocatingPeers(a, b),
    ...python.contenders(["numpy", "torch"], INTO, "product", [n, n, n]),
  ];
  if (n >= LARGE)
    contenders.push(
      local("limit of 128-bit vectors", INTO, () => {
        limit(flops);
      }),
    );
  return { name: `product ${n}`, title: `Product of ${n} × ${n} matrices`, flops, contenders };
}

function inPlacePeers(a: Matrix, b: Matrix, out: Float64Array): Contender[] {
  const [m, k, n] = [a.rows, a.cols, b.cols];
  const [x, y, z] = [ndarray(a.data, [m, k]), ndarray(b.data, [k, n]), ndarray(out, [m, n])];
  return [
    local("@stdlib dgemm", INTO, () => {
      const plain = "no-transpose";
      stdlibGemm("row-major", plain, plain, m, n, k, 1, a.data, k, b.data, n, 0, out, n);
    }),
    local("ndarray-gemm", INTO, () => {
      ndarrayGemm(z, x, y);
    }),
  ];
}

function allocatingPeers(a: Matrix, b: Matrix): Contender[] {
  const [p, q] = [a, b].map(({ rows, cols, data }) => mlMatrix.Matrix.from1DArray(rows, cols, data)) as [
    ReturnType<typeof mlMatrix.Matrix.from1DArray>,
    ReturnType<typeof mlMatrix.Matrix.from1DArray>,
  ];
  const peers = [local("ml-matrix", NEW, () => p.mmul(q)), tensorFlow("wasm", a, b)];
  if (a.data.length > 256 ** 2) return peers;
  const [u, v] = [a.toArray(), b.toArray()];
  return [...peers, tensorFlow("cpu", a, b), local("mathjs", NEW, () => mathjs.multiply(u, v))];
}

/** tfjs has f32 only. Its tensors stay where they are, in its own memory. */
function tensorFlow(backend: "wasm" | "cpu", a: Matrix, b: Matrix): Contender {
  const [x, y] = [a, b].map(({ rows, cols, data }) => tf.tensor2d(Float32Array.from(data), [rows, cols]));
  const { run } = local("", NEW, () => {
    tf.matMul(x!, y!).dispose();
  });
  return {
    name: `tfjs ${backend} (f32)`,
    against: NEW,
    run: async (times) => {
      await tf.setBackend(backend);
      return run(times);
    },
  };
}

/** A product as it occurs in a real layer, transposes and all. */
function layer(
  title: string,
  kind: "AB" | "AᵀB" | "ABᵀ",
  [m, k, n]: [number, number, number],
  python: Python,
): Workload {
  const a = kind === "AᵀB" ? randomMatrix(k, m) : randomMatrix(m, k);
  const b = kind === "ABᵀ" ? randomMatrix(n, k) : randomMatrix(k, n);
  const out = new Float64Array(m * n);
  const ours = { AB: multiply, AᵀB: transposeMultiply, ABᵀ: multiplyTranspose }[kind];
  const [p, q] = [a, b].map(({ rows, cols, data }) => mlMatrix.Matrix.from1DArray(rows, cols, data));
  const contenders = [
    local(INTO, undefined, () => {
      ours(out, a.data, b.data, m, k, n);
    }),
    local("ml-matrix", INTO, () => {
      const left = kind === "AᵀB" ? p!.transpose() : p!;
      left.mmul(kind === "ABᵀ" ? q!.transpose() : q!);
    }),
    ...python.contenders(["numpy"], INTO, "product", [m, k, n, kind]),
  ];
  return { name: `layer ${kind} ${m}×${k}×${n}`, title, flops: 2 * m * k * n, contenders };
}

/** The workloads, each made only when its turn comes: they hold large matrices. */
export function products(python: Python, limit: Limit): (() => Workload)[] {
  return [
    ...[2, 4, 8, 16, 32, 64, 128, 256, 512, 1024].map((n) => () => square(n, python, limit)),
    () => layer("Forward, 128 units, 784 inputs, batch 128", "AB", [128, 784, 128], python),
    () => layer("Forward, 500 units, batch 1000", "AB", [500, 500, 1000], python),
    () => layer("Weight gradient, 128 units, 784 inputs, batch 128", "ABᵀ", [128, 128, 784], python),
    () => layer("Error of 128 units from 10, batch 128", "AᵀB", [128, 10, 128], python),
    () => layer("Forward, 4 units, 2 inputs, 400 examples", "AB", [4, 2, 400], python),
  ];
}
