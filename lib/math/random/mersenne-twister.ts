/** Length of the state in words of 32 bits, and the distance to the word that each one is twisted with. */
const LENGTH = 624;
const SHIFT = 397;

/** Fills the state from a seed. */
function seededState(seed: number): Uint32Array {
  const state = new Uint32Array(LENGTH);
  state[0] = seed;
  for (let i = 1; i < LENGTH; i++) {
    const previous = state[i - 1]!;
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  return state;
}

/** Moves the whole state on, in place: the highest bit of a word and the rest of the next, twisted. */
function twist(state: Uint32Array): void {
  for (let i = 0; i < LENGTH; i++) {
    const joined = (state[i]! & 0x80000000) | (state[(i + 1) % LENGTH]! & 0x7fffffff);
    const twisted = (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    state[i] = state[(i + SHIFT) % LENGTH]! ^ twisted;
  }
}

/** Spreads the bits of a word of the state, so that each bit of the output depends on many. */
function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}

/**
 * The Mersenne Twister MT19937: integers of 32 bits with a period of 2¹⁹⁹³⁷ − 1.
 *
 * Only for streams that must equal another program's; `seeded` is faster and better.
 *
 * @param seed - integer from 0 to 2³² − 1
 * @returns a source of integers from 0 to 2³² − 1
 * @see Matsumoto and Nishimura (1998), Mersenne Twister, with the initialization of 2002
 */
export function mersenneTwister(seed: number): () => number {
  const state = seededState(seed);
  let position = LENGTH;
  return () => {
    if (position === LENGTH) {
      twist(state);
      position = 0;
    }
    return temper(state[position++]!);
  };
}
