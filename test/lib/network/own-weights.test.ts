import assert from "node:assert/strict";
import { test } from "node:test";
import { createNetwork, heNormal, Matrix, normals, seeded, tanh } from "../../../lib/index";
import type { NetworkOptions } from "../../../lib/network/network";

const W1 = normals(3, 2, seeded(1));
const W2 = normals(1, 3, seeded(2));

function create(options: Omit<NetworkOptions, "hidden">): string {
  const { layers } = createNetwork({ hidden: tanh, ...options });
  return layers.map(({ W, b }) => `${W.shape} ${b.shape}`).join(", ");
}

test("weights may be matrices, arrays, typed arrays and initializers in any mix, and tell the sizes", () => {
  const rows = W1.toArray();
  const typed = rows.map((row) => Float64Array.from(row));
  for (const first of [W1, rows, typed]) {
    const { layers } = createNetwork({ weights: [first, W2], hidden: tanh });
    assert.ok(layers[0]!.W.equals(W1));
    assert.ok(layers[1]!.W.equals(W2));
  }
  // The hidden layer's units are the inputs of the next.
  assert.equal(create({ sizes: [2, 3, 1], weights: [heNormal, W2], random: seeded(0) }), "3×2 3×1, 1×3 1×1");
  assert.equal(create({ weights: [W1, heNormal], biases: [0, [0]], random: seeded(0) }), "3×2 3×1, 1×3 1×1");
});

test("biases may be numbers, lists, columns and initializers in any mix", () => {
  const column = Matrix.columnVector([1, 2, 3]);
  for (const first of [column, [1, 2, 3], Float64Array.of(1, 2, 3), [[1], [2], [3]], () => column]) {
    const { layers } = createNetwork({ weights: [W1, W2], biases: [first, 4], hidden: tanh });
    assert.deepEqual(
      layers.map(({ b }) => b.toArray()),
      [[[1], [2], [3]], [[4]]],
    );
  }
});

test("weights and biases that do not fit are refused with the layer, both shapes and the rule", () => {
  const says = (options: Omit<NetworkOptions, "hidden">, words: RegExp) => {
    assert.throws(() => create(options), words);
  };
  says(
    { weights: [W1, W2.transpose()] },
    /layer 2 with 3×1 weights: it needs 1×3, one row per unit and one column per input; transpose\(\) would/,
  );
  says(
    { weights: [W1, [[1, 2]]] },
    /layer 2 with 1×2 weights: it needs 1×3, one row per unit and one column per input$/,
  );
  says({ sizes: [2, 4, 1], weights: [W1, W2] }, /layer 1 with 3×2 weights: it needs 4×2/);
  says(
    { weights: [W1, W2], biases: [[[1, 2, 3]], 0] },
    /layer 1 with 1×3 biases: it needs 3×1.*transpose\(\)/,
  );
  says({ weights: [W1, W2], biases: [[1, 2], 0] }, /layer 1 with 2×1 biases: it needs 3×1/);
  says({ weights: [W1, W2], biases: [0] }, /2 layers with biases for 1: give one entry per layer/);
  says(
    { weights: [W1, [[1, 2], [3]]] },
    /Cannot read the weights of layer 2: .* ragged rows: row 1 has 1 entry/,
  );
  says(
    { weights: [W1, [["a"]] as never] },
    /weights of layer 2: .* entry \(0, 0\) is the text "a", not a number/,
  );
  says({ weights: [[1, 2]] as never }, /weights of layer 1: .* row 0 is .*not an array|weights of layer 1/);
});

test("what cannot be inferred is named", () => {
  assert.throws(() => create({ weights: heNormal }), /without sizes: give them, e\.g\. sizes: \[2, 4, 1\]/);
  assert.throws(
    () => create({ weights: [heNormal, W2] }),
    /without sizes: no matrix tells the number of inputs; give sizes/,
  );
  assert.throws(
    () => create({ weights: [W1, heNormal], random: seeded(0) }),
    /without sizes: no matrix tells the number of units of layer 2/,
  );
  assert.throws(() => create({ sizes: [2, 1], weights: heNormal }), /give createNetwork one, e\.g\. random/);
});
