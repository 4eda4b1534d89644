// From where they are written: index.js has getters in between, through which V8 inlines nothing.
import { normal } from "../../lib/dist/math/random/normal";
import { seeded } from "../../lib/dist/math/random/seeded";
import { sigmoid, tanh } from "../../lib/dist/math/engine/wasm/elementwise";
import { local, type Workload } from "../measure";
import { stdlibNormal, tf } from "../peers";
import type { Python } from "../python";

const COUNT = 1e6;

/** A function of a million numbers between −4 and 4. */
function whole(name: "sigmoid" | "tanh", python: Python): Workload {
  const random = seeded(2);
  const x = Float64Array.from({ length: COUNT }, () => 8 * random() - 4);
  const out = new Float64Array(COUNT);
  const tensor = tf.tensor2d(Float32Array.from(x), [1, COUNT]);
  const [ours, theirs] = {
    sigmoid: [sigmoid.value, tf.sigmoid] as const,
    tanh: [tanh.value, tf.tanh] as const,
  }[name];
  // One loop a function: handed over as an argument, Math.tanh would cost twice as much.
  const plain = {
    sigmoid: () => {
      for (let i = 0; i < COUNT; i++) out[i] = 1 / (1 + Math.exp(-x[i]!));
    },
    tanh: () => {
      for (let i = 0; i < COUNT; i++) out[i] = Math.tanh(x[i]!);
    },
  }[name];
  const onTensor = local("", "ours", () => {
    theirs(tensor).dispose();
  });
  return {
    name: `${name} 1e6`,
    title: `${name} of a million numbers`,
    numbers: COUNT,
    contenders: [
      local("ours", undefined, () => {
        ours(out, x);
      }),
      local(name === "tanh" ? "Math.tanh" : "Math.exp", "ours", plain),
      {
        name: "tfjs wasm (f32)",
        against: "ours",
        run: async (times) => {
          await tf.setBackend("wasm");
          return onTensor.run(times);
        },
      },
      ...python.contenders(["numpy"], "ours", name, [COUNT]),
    ],
  };
}

/** A million normal numbers from a seeded source. */
function normals(python: Python): Workload {
  const out = new Float64Array(COUNT);
  const random = seeded(3);
  const stdlib = stdlibNormal.factory({ seed: 3 });
  return {
    name: "normals 1e6",
    title: "A million normal numbers",
    numbers: COUNT,
    contenders: [
      local("ours", undefined, () => {
        for (let i = 0; i < COUNT; i++) out[i] = normal(random);
      }),
      local("@stdlib randn", "ours", () => {
        for (let i = 0; i < COUNT; i++) out[i] = stdlib();
      }),
      local("Box-Muller", "ours", () => {
        for (let i = 0; i < COUNT; i += 2) {
          const radius = Math.sqrt(-2 * Math.log(1 - random()));
          const angle = 2 * Math.PI * random();
          out[i] = radius * Math.cos(angle);
          out[i + 1] = radius * Math.sin(angle);
        }
      }),
      ...python.contenders(["numpy"], "ours", "normals", [COUNT]),
    ],
  };
}

/** The workloads, each made only when its turn comes: they hold large matrices. */
export function elementwise(python: Python): (() => Workload)[] {
  return [() => whole("tanh", python), () => whole("sigmoid", python), () => normals(python)];
}
