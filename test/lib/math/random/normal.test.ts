import assert from "node:assert/strict";
import { test } from "node:test";
import { erf } from "mathjs";
import { mean, normal, seeded } from "../../../../lib/index";

/** Where the lowest layer of the ziggurat ends and the tail begins. */
const EDGE = 3.6541528853610088;

/** Probability that a standard normal number is below x. */
const distribution = (x: number): number => (1 + erf(x / Math.SQRT2)) / 2;

function draw(seed: number, count: number): Float64Array {
  const random = seeded(seed);
  return Float64Array.from({ length: count }, () => normal(random));
}

test("a seed keeps its meaning: these are its first normal numbers for ever", () => {
  const first = (seed: number): number[] => Array.from(draw(seed, 3));
  assert.deepEqual(first(0), [1.6753714171626723, 0.4926585484968378, -1.585305721938266]);
  assert.deepEqual(first(1), [0.08924170422808707, -0.5499302915366289, -0.5691614736202679]);
  assert.deepEqual(first(-1), [-0.1445346321269558, -0.5509240526486727, 1.0139847667743176]);
  assert.deepEqual(first(2 ** 53 - 1), [1.182781491343796, 0.507021713201399, 0.017237257219615422]);
});

test("a million draws, which visit every layer, its corners and the tail, are the same for ever", () => {
  const draws = draw(2, 1_000_000);
  // A few hundred of them are from the tail, where the last bits depend on the machine's logarithm no more.
  assert.ok(draws.filter((x) => Math.abs(x) > EDGE).length > 200);
  let checksum = 0;
  for (const x of draws) checksum = (Math.imul(checksum, 31) + Math.floor(x * 2 ** 30)) | 0;
  assert.equal(checksum, -540807542);
});

test("the moments are those of the normal distribution", () => {
  const count = 2_000_000;
  const sums = [0, 0, 0, 0];
  for (const x of draw(11, count)) for (let k = 0; k < 4; k++) sums[k]! += x ** (k + 1);
  // The mean of x^k, and the variance of x^k, which is the mean of x^2k less the square of that.
  const moments = [
    { k: 1, expected: 0, spread: 1 },
    { k: 2, expected: 1, spread: 2 },
    { k: 3, expected: 0, spread: 15 },
    { k: 4, expected: 3, spread: 96 },
  ];
  for (const { k, expected, spread } of moments) {
    const error = Math.abs(sums[k - 1]! / count - expected);
    assert.ok(error < 4 * Math.sqrt(spread / count), `moment ${k} is off by ${error}`);
  }
});

test("the tails hold as many draws as those of the normal distribution, on each side", () => {
  const count = 4_000_000;
  const limits = [-4.5, -4, -EDGE, -3.5, -3, -2.5, -2, -1, -0.2, 0.2, 1, 2, 2.5, 3, 3.5, EDGE, 4, 4.5];
  const below = limits.map(() => 0);
  for (const x of draw(12, count)) {
    for (let l = limits.length - 1; l >= 0 && x < limits[l]!; l--) below[l]!++;
  }
  limits.forEach((limit, l) => {
    const p = distribution(limit);
    // Four standard errors of a binomial count.
    const error = Math.abs(below[l]! - count * p);
    assert.ok(error < 4 * Math.sqrt(count * p * (1 - p)), `${below[l]!} draws below ${limit}`);
  });
});

/** Largest distance between the shares of the sorted values below each of them and the distribution. */
function kolmogorovSmirnov(sorted: Float64Array, cdf: (x: number) => number): number {
  let largest = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    largest = Math.max(largest, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return largest;
}

/** What the distance exceeds with the probability of four standard deviations: 2 exp(−2 n D²) = 6.3e-5. */
const critical = (count: number): number => Math.sqrt(Math.log(2 / 6.3e-5) / 2 / count);

test("the whole distribution is normal by the test of Kolmogorov and Smirnov", () => {
  const draws = draw(13, 300_000).sort();
  assert.ok(kolmogorovSmirnov(draws, distribution) < critical(draws.length));
});

test("the tail beyond the last layer is normal by the test of Kolmogorov and Smirnov", () => {
  const tail = draw(14, 4_000_000)
    .map(Math.abs)
    .filter((x) => x > EDGE)
    .sort();
  const beyond = 1 - distribution(EDGE);
  assert.ok(tail.length > 900);
  assert.ok(kolmogorovSmirnov(tail, (x) => 1 - (1 - distribution(x)) / beyond) < critical(tail.length));
});

test("one draw tells nothing about the next", () => {
  const count = 1_000_000;
  const draws = draw(15, count);
  // Products of independent standard numbers have variance 1; of their squares less 1, variance 4.
  const next = (i: number): number => draws[(i + 1) % count]!;
  assert.ok(Math.abs(mean(draws.map((x, i) => x * next(i)))) < 4 / Math.sqrt(count));
  assert.ok(Math.abs(mean(draws.map((x, i) => (x * x - 1) * (next(i) ** 2 - 1)))) < 4 * Math.sqrt(4 / count));
});

test("extreme uniform numbers give finite draws", () => {
  for (const extreme of [0, 2 ** -53, 0.5, 1 - 2 ** -53]) {
    let calls = 0;
    // The extreme number first, then ordinary ones, so that rejection ends.
    const rest = seeded(1);
    const x = normal(() => (calls++ === 0 ? extreme : rest()));
    assert.ok(Number.isFinite(x), `${extreme} gives ${x}`);
  }
});
