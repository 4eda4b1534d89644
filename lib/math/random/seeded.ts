import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { checkInteger } from "../checks";

/**
 * A source of random numbers: every call returns the next number of a uniform distribution on [0, 1).
 *
 * Whatever draws at random takes its source as an argument, so that a run can be repeated.
 */
export type Random = () => number;

/** Two outputs of SplitMix64, which spreads neighbouring seeds over unrelated states (Steele et al., 2014). */
function splitMix64(seed: number): [bigint, bigint] {
  const next = (count: bigint): bigint => {
    let z = BigInt.asUintN(64, BigInt(seed) + count * 0x9e3779b97f4a7c15n);
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  return [next(1n), next(2n)];
}

/**
 * Creates a random source that always gives the same numbers for the same seed, on every machine.
 *
 * The generator is xoroshiro128+ with 53 random bits per number and a period of 2¹²⁸ − 1.
 *
 * @param seed - any safe integer; neighbouring seeds give unrelated numbers
 * @returns a source of uniform numbers on [0, 1)
 * @throws RangeError if `seed` is not a safe integer
 * @see Blackman and Vigna (2021), Scrambled linear pseudorandom number generators
 * @example
 * const random = seeded(1);
 * random(); // 0.9319043874838561
 * seeded(1)() === seeded(1)(); // true
 * seeded(1)() === seeded(2)(); // false
 */
export function seeded(seed: number): Random {
  checkInteger("seed a random source", "the seed", seed, Number.MIN_SAFE_INTEGER);
  const [s0, s1] = splitMix64(seed);
  // `| 0` makes them integers for the engine too; kept as doubles they would slow the generator down tenfold.
  const words = [s0 >> 32n, s0, s1 >> 32n, s1].map((word) => Number(BigInt.asIntN(32, word)) | 0);
  const generator = xoroshiro128plusFromState(words);
  return () => {
    // The lowest bits of this generator are its weakest; the 27 + 26 high ones make a number.
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
}
