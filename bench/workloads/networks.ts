import {
  binaryCrossEntropy,
  createNetwork,
  gradientDescent,
  Matrix,
  normal,
  predict,
  relu,
  seeded,
  sigmoid,
  softmaxCrossEntropy,
  tanh,
  identity,
  xavierNormal,
  type Network,
} from "../../lib";
import { Stepper } from "../../lib/dist/network/stepper";
import { local, type Workload } from "../measure";
import { mlMatrix, tf, type MlMatrix } from "../peers";
import type { Python } from "../python";
import { mlMatrixStep, tensorFlowStep, type Task } from "./steps";

/** Full-batch gradient descent on a network with one hidden layer: by us, and written by hand for each peer. */
function training(
  name: string,
  title: string,
  [inputs, hidden, outputs]: readonly [number, number, number],
  examples: number,
  python: Python,
): Workload {
  const random = seeded(4);
  const binary = outputs === 1;
  const network = createNetwork({
    sizes: [inputs, hidden, outputs],
    hidden: binary ? tanh : relu,
    output: binary ? sigmoid : identity,
    weights: xavierNormal,
    random,
  });
  const X = Matrix.generate(inputs, examples, () => normal(random));
  const classes = Array.from({ length: examples }, () => Math.floor(random() * Math.max(2, outputs)));
  const Y = Matrix.generate(outputs, examples, (i, j) => (binary ? classes[j]! : Number(classes[j] === i)));
  const rate = 0.01;
  const stepper = new Stepper(network, binary ? binaryCrossEntropy : softmaxCrossEntropy, gradientDescent);
  const task: Task = { network, X, Y, rate };
  const onTensors = local("", "ours", tensorFlowStep(task));
  return {
    name,
    title,
    contenders: [
      local("ours", undefined, () => {
        if (!stepper.compute({ X, Y })) throw new Error("Cannot go on training: it diverged");
        stepper.move(rate);
      }),
      local("ml-matrix", "ours", mlMatrixStep(task)),
      {
        name: "tfjs wasm (f32)",
        against: "ours",
        run: async (times) => {
          await tf.setBackend("wasm");
          return onTensors.run(times);
        },
      },
      ...python.contenders(["numpy", "torch"], "ours", "training", [inputs, hidden, outputs, examples, rate]),
    ],
  };
}

/** A forward pass through many layers of tanh units. */
function deep(layers: number, units: number, examples: number, python: Python): Workload {
  const random = seeded(5);
  const sizes = Array.from({ length: layers + 1 }, () => units);
  const network = createNetwork({ sizes, hidden: tanh, output: tanh, weights: xavierNormal, random });
  const X = Matrix.generate(units, examples, () => normal(random));
  const onTensors = local("", "ours", tensorFlowForward(network, X));
  return {
    name: `forward ${layers}×${units}`,
    title: `Forward through ${layers} layers of ${units} tanh units, batch ${examples}`,
    flops: 2 * layers * units * units * examples,
    contenders: [
      local("ours", undefined, () => predict(network, X)),
      local("ml-matrix", "ours", mlMatrixForward(network, X)),
      {
        name: "tfjs wasm (f32)",
        against: "ours",
        run: async (times) => {
          await tf.setBackend("wasm");
          return onTensors.run(times);
        },
      },
      ...python.contenders(["numpy"], "ours", "deep", [layers, units, examples]),
    ],
  };
}

function mlMatrixForward({ layers }: Network, X: Matrix): () => void {
  const own = ({ rows, cols, data }: Matrix): MlMatrix => mlMatrix.Matrix.from1DArray(rows, cols, data);
  const [parameters, x] = [layers.map(({ W, b }) => ({ W: own(W), b: own(b) })), own(X)];
  return () => {
    let a = x;
    for (const { W, b } of parameters) {
      a = W.mmul(a).addColumnVector(b);
      const z = a;
      a.apply((i, j) => {
        z.set(i, j, Math.tanh(z.get(i, j)));
      });
    }
  };
}

function tensorFlowForward({ layers }: Network, X: Matrix): () => void {
  const tensor = ({ rows, cols, data }: Matrix): ReturnType<typeof tf.tensor2d> =>
    tf.tensor2d(Float32Array.from(data), [rows, cols]);
  const [parameters, x] = [layers.map(({ W, b }) => ({ W: tensor(W), b: tensor(b) })), tensor(X)];
  return () => {
    const output = tf.tidy(() => {
      let a = x;
      for (const { W, b } of parameters) a = tf.tanh(tf.add(tf.matMul(W, a), b));
      return a;
    });
    output.dispose();
  };
}

/** The workloads, each made only when its turn comes: they hold large matrices. */
export function networks(python: Python): (() => Workload)[] {
  return [
    () => training("train 2-4-1", "One step of a 2-4-1 network on 400 points", [2, 4, 1], 400, python),
    () =>
      training(
        "train 784-128-10",
        "One step of a 784-128-10 network, batch 128",
        [784, 128, 10],
        128,
        python,
      ),
    () => deep(10, 500, 1000, python),
    () => deep(50, 100, 1000, python),
  ];
}
