import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { mean, seeded, variance } from "../../../../lib/index";
import { shuffle } from "../../../../lib/math/random/shuffle";
import { assertThrows } from "../../assertions";

test("a seed keeps its meaning: these are its first numbers for ever", () => {
  const first = (seed: number): number[] => Array.from({ length: 3 }, seeded(seed));
  assert.deepEqual(first(0), [0.1126587197691521, 0.8898847074350588, 0.38689152675425476]);
  assert.deepEqual(first(1), [0.9319043874838561, 0.6885662990113711, 0.8678242058578123]);
  assert.deepEqual(first(-1), [0.9662427303682761, 0.3216902337795804, 0.06909820289730961]);
  assert.deepEqual(first(2 ** 53 - 1), [0.6521954085621678, 0.6941817500719638, 0.9982032874765521]);
});

const mask = (1n << 64n) - 1n;
const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (64n - k))) & mask;

/** xoroshiro128+ and SplitMix64 as their authors publish them in C, in 64-bit integers. */
function* referenceWords(seed: number): Generator<bigint> {
  let counter = BigInt.asUintN(64, BigInt(seed));
  const splitMix = (): bigint => {
    counter = (counter + 0x9e3779b97f4a7c15n) & mask;
    let z = counter;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return z ^ (z >> 31n);
  };
  let [s0, s1] = [splitMix(), splitMix()];
  for (;;) {
    yield (s0 + s1) & mask;
    s1 ^= s0;
    s0 = rotate(s0, 24n) ^ s1 ^ ((s1 << 16n) & mask);
    s1 = rotate(s1, 37n);
  }
}

test("the numbers are those of xoroshiro128+ on a state of SplitMix64", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (seed) => {
      const random = seeded(seed);
      const words = referenceWords(seed);
      const next = (): bigint => (words.next().value as bigint) & 0xffffffffn;
      for (let i = 0; i < 20; i++) {
        const expected = Number(((next() >> 5n) << 26n) | (next() >> 6n)) / 2 ** 53;
        assert.equal(random(), expected);
      }
    }),
  );
});

test("uniform numbers lie in [0, 1), with the mean, variance and independence of such", () => {
  const count = 1_000_000;
  const random = seeded(7);
  const draws = Float64Array.from({ length: count }, random);
  assert.ok(draws.every((u) => u >= 0 && u < 1));
  // Four standard errors: the variance is 1/12, the variance of the squared distance from the mean 1/180.
  assert.ok(Math.abs(mean(draws) - 0.5) < 4 * Math.sqrt(1 / 12 / count));
  assert.ok(Math.abs(variance(draws) - 1 / 12) < 4 * Math.sqrt(1 / 180 / count));
  // A product of two independent draws around their mean has variance 1/144.
  const products = draws.map((u, i) => (u - 0.5) * (draws[(i + 1) % count]! - 0.5));
  assert.ok(Math.abs(mean(products)) < 4 * Math.sqrt(1 / 144 / count));
});

test("neighbouring seeds give unrelated first numbers", () => {
  const count = 10_000;
  const firsts = Array.from({ length: count }, (_, seed) => seeded(seed)());
  assert.ok(Math.abs(mean(firsts) - 0.5) < 4 * Math.sqrt(1 / 12 / count));
  const products = firsts.map((u, i) => (u - 0.5) * (firsts[(i + 1) % count]! - 0.5));
  assert.ok(Math.abs(mean(products)) < 4 * Math.sqrt(1 / 144 / count));
});

test("a seed must be a safe integer", () => {
  const rule = "the seed must be an integer of at most 2⁵³ − 1 in size, not";
  for (const seed of [0.5, NaN, Infinity, 2 ** 53, -(2 ** 53), 1e20]) {
    assertThrows(() => seeded(seed), `RangeError: Cannot seed a random source: ${rule} ${seed}`);
  }
});

test("shuffling keeps the values and leaves the given list alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
      const before = [...values];
      const shuffled = shuffle(values, seeded(seed));
      assert.deepEqual(values, before);
      const sort = (list: number[]): number[] => [...list].sort((a, b) => a - b);
      assert.deepEqual(sort(shuffled), sort(values));
    }),
  );
});

test("every order is equally likely", () => {
  const count = 60_000;
  const random = seeded(5);
  const counts = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const order = shuffle([1, 2, 3], random).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  // Four standard errors of a binomial count with p = 1/6.
  for (const seen of counts.values()) {
    assert.ok(Math.abs(seen - count / 6) < 4 * Math.sqrt((count * 5) / 36), `${seen}`);
  }
});
