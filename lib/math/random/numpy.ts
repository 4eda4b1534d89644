import { checkInteger } from "../checks";
import { log } from "../elementary";
import { Matrix } from "../matrix";
import { mersenneTwister } from "./mersenne-twister";
import type { Random } from "./seeded";

/** The random numbers of one seed of NumPy's legacy generator, which all come from one stream. */
export interface NumpyRandom {
  /** The next uniform number on [0, 1), as `np.random.rand()`. */
  readonly random: Random;
  /** The next standard normal number, as `np.random.randn()`. */
  readonly normal: () => number;
  /** A `rows × cols` matrix of standard normal numbers, as `np.random.randn(rows, cols)`. */
  readonly randn: (rows: number, cols: number) => Matrix;
  /** The values in the order that `np.random.shuffle` would bring them into; a new array. */
  readonly shuffle: <T>(values: readonly T[]) => T[];
}

/**
 * Gives the numbers that NumPy gives after `np.random.seed(seed)`, so that published results can be repeated.
 *
 * It is the legacy stream: a Mersenne Twister, uniform numbers of 53 bits, normal numbers by the polar method in pairs of
 * which the second is kept for the next call, and shuffles that draw again until a number is small enough. The uniform
 * numbers and shuffles are NumPy's bit for bit; the normal ones may differ in the last bit, as logarithms do.
 *
 * @param seed - integer from 0 to 2³² − 1
 * @returns the stream; every call of its functions goes on from the last
 * @throws RangeError if the seed is not such an integer; `randn`, if a size is not a non-negative integer
 * @see NumPy, numpy/random/src/legacy and numpy/random/mtrand.pyx (RandomState); Marsaglia and Bray (1964), the polar method
 * @example
 * numpyRandom(1).random(); // 0.417022004702574
 * numpyRandom(1).randn(2, 2).toArray(); // ≈ [[1.62434536366, -0.61175641365], [-0.52817175226, -1.07296862216]]
 * numpyRandom(1).shuffle([0, 1, 2, 3, 4]); // [2, 1, 4, 0, 3]
 */
export function numpyRandom(seed: number): NumpyRandom {
  checkSeed(seed);
  const next = mersenneTwister(seed);
  const random: Random = () => {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
  const normal = polarNormal(random);
  return {
    random,
    normal,
    randn: (rows, cols) => {
      checkDimensions(rows);
      return Matrix.generate(rows, cols, normal);
    },
    shuffle: (values) => shuffled(values, next),
  };
}

function checkSeed(seed: number): void {
  checkInteger("seed NumPy's random stream", "the seed", seed, 0);
  if (seed < 2 ** 32) return;
  throw new RangeError(`Cannot seed NumPy's random stream with ${seed}: the seed must be below 2³²`);
}

/** `randn` takes its sizes one by one; a list of them is the slip that a famous lesson made. */
function checkDimensions(rows: unknown): void {
  if (!Array.isArray(rows)) return;
  const sizes = rows.join(", ");
  throw new TypeError(`Cannot draw randn([${sizes}]): it takes the sizes one by one, as in randn(${sizes})`);
}

/** Normal numbers in pairs: a random point of the unit disc gives two, and the second waits for the next call. */
function polarNormal(random: Random): () => number {
  let waiting: number | undefined;
  return () => {
    if (waiting !== undefined) {
      const second = waiting;
      waiting = undefined;
      return second;
    }
    for (;;) {
      const x = 2 * random() - 1;
      const y = 2 * random() - 1;
      const squaredRadius = x * x + y * y;
      if (squaredRadius >= 1 || squaredRadius === 0) continue;
      const factor = Math.sqrt((-2 * log(squaredRadius)) / squaredRadius);
      waiting = factor * x;
      return factor * y;
    }
  };
}

/** Fisher and Yates from the end, with places drawn from as many bits as the place needs, until one is in range. */
function shuffled<T>(values: readonly T[], next: () => number): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const mask = 2 ** (32 - Math.clz32(last)) - 1;
    let chosen: number;
    do chosen = (next() & mask) >>> 0;
    while (chosen > last);
    [result[last], result[chosen]] = [result[chosen]!, result[last]!];
  }
  return result;
}
