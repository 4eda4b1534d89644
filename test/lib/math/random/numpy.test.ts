import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { numpyRandom } from "../../../../lib/index";
import type { NumpyRandom } from "../../../../lib/math/random/numpy";

/** Made by numpy-random.py: the draws of one seed, in this order. */
interface Stream {
  readonly seed: number;
  readonly uniform: number[];
  readonly oneNormal: number;
  readonly shuffled: number[];
  readonly matrix: number[][];
  readonly sumOf2000: number;
  readonly lastOf2000: number;
}

const streams = JSON.parse(
  readFileSync(join(__dirname, "../../fixtures/numpy-random.json"), "utf8"),
) as Stream[];

/** Two units in the last place: the logarithms of two machines may differ by one, and the root halves that. */
function assertSameNormal(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 2 * Number.EPSILON * Math.abs(expected), `${actual}, ${expected}`);
}

for (const stream of streams) {
  test(`seed ${stream.seed} gives NumPy's uniform, normal and shuffled numbers, in one stream`, () => {
    const np = numpyRandom(stream.seed);
    assert.deepEqual(
      stream.uniform.map(() => np.random()),
      stream.uniform,
    );
    assertSameNormal(np.normal(), stream.oneNormal);
    assert.deepEqual(np.shuffle(Array.from({ length: 300 }, (_, i) => i)), stream.shuffled);
    np.randn(3, 5).data.forEach((value, index) => {
      assertSameNormal(value, stream.matrix.flat()[index]!);
    });
    const many = Array.from({ length: 2000 }, () => np.random());
    assert.equal(many.at(-1), stream.lastOf2000);
    assert.equal(
      many.reduce((sum, value) => sum + value, 0),
      stream.sumOf2000,
    );
  });
}

test("shuffling leaves the given values as they are and loses none", () => {
  const values = ["a", "b", "c", "d"];
  assert.deepEqual(numpyRandom(5).shuffle(values).sort(), values);
  assert.deepEqual(values, ["a", "b", "c", "d"]);
  assert.deepEqual(numpyRandom(5).shuffle([]), []);
});

test("a seed that NumPy would refuse is refused", () => {
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) assert.throws(() => numpyRandom(seed), RangeError);
});

test("sizes in a list are refused with the line that works", () => {
  const randn = numpyRandom(1).randn as unknown as (shape: number[]) => unknown;
  assert.throws(() => randn([2, 2]), {
    name: "TypeError",
    message: "Cannot draw randn([2, 2]): it takes the sizes one by one, as in randn(2, 2)",
  });
});

test("two streams of one seed do not disturb each other", () => {
  const draw = (np: NumpyRandom): number[] => [np.normal(), np.normal(), np.random()];
  const [one, other] = [numpyRandom(7), numpyRandom(7)];
  one.normal();
  assert.deepEqual(draw(other), draw(numpyRandom(7)));
});
