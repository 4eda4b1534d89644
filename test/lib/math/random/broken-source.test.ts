import assert from "node:assert/strict";
import { test } from "node:test";
import { createNetwork, moons, normal, randomCase, seeded, tanh, xavierUniform } from "../../../../lib/index";
import { dropoutMasks } from "../../../../lib/network/dropout";
import { shuffle } from "../../../../lib/math/random/shuffle";
import type { Random } from "../../../../lib/index";

/** Everything that draws, with a source to draw from. */
const draws: Record<string, (random: Random) => unknown> = {
  normal: (random) => Array.from({ length: 20 }, () => normal(random)),
  shuffle: (random) =>
    shuffle(
      Array.from({ length: 20 }, (_, i) => i),
      random,
    ),
  moons: (random) => moons({ count: 20, random }),
  randomCase: (random) => randomCase(random),
  xavierUniform: (random) => xavierUniform(5, 5, random),
  dropoutMasks: (random) => {
    const network = createNetwork({
      sizes: [2, 5, 1],
      hidden: tanh,
      weights: xavierUniform,
      random: seeded(1),
    });
    return dropoutMasks(network, 4, { rate: 0.5, random });
  },
};

/** Something that a reader may hand over in place of a source. */
const not = (value: unknown): Random => value as Random;

for (const [name, draw] of Object.entries(draws)) {
  test(`${name} ends with a reason for a source that always gives the same`, () => {
    for (const u of [0, 0.3, 0.5, 1 - 2 ** -53]) {
      assert.throws(() => draw(() => u), {
        name: "RangeError",
        message: /the source gives .* again and again; use/,
      });
    }
  });

  test(`${name} refuses what is not a number from 0 up and below 1`, () => {
    for (const u of [NaN, 1, -1, Infinity, undefined, "0.5", null]) {
      const message = `Cannot draw at random: the source gave ${String(u)}, not a number from 0 up and below 1`;
      assert.throws(() => draw(not(() => u)), { name: "RangeError", message });
    }
  });

  test(`${name} says how to make a source when it is given none`, () => {
    for (const random of [undefined, 1, {}]) {
      assert.throws(() => draw(not(random)), {
        name: "TypeError",
        message: /is not a source; give one such as seeded/,
      });
    }
  });
}

test("a source that goes round in a circle ends too", () => {
  let turn = 0;
  const source = (): number => [0.5, 0.99][turn++ % 2]!;
  assert.throws(() => normal(source), { name: "RangeError", message: /the random source repeats itself/ });
});

test("the first number of the same seed may be drawn as often as one likes", () => {
  const drawn = Array.from({ length: 30 }, () => normal(seeded(1)));
  assert.equal(new Set(drawn).size, 1);
});
