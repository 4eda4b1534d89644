/** A number and its two words of 32 bits, which the algorithms take apart and put together. */
const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** Index of the word that holds sign and exponent: 1 on little-endian machines, which are nearly all. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The upper 32 bits of a number as a signed integer: sign, exponent, and the first 20 bits of the fraction. */
export function highWord(x: number): number {
  number[0] = x;
  return words[HIGH]!;
}

/** The number with its upper 32 bits replaced. */
export function withHighWord(x: number, high: number): number {
  number[0] = x;
  words[HIGH] = high;
  return number[0];
}

/** The number with its lower 32 bits cleared, so that products of two such numbers are exact. */
export function withoutLowWord(x: number): number {
  number[0] = x;
  words[1 - HIGH] = 0;
  return number[0];
}

/** 2^k for −1074 ≤ k ≤ 1023 at index k + 1074: a look-up is faster than to put the exponent into a number. Doubling is exact. */
const POWERS = new Float64Array(2098);
for (let i = 0, power = 2 ** -1074; i < POWERS.length; i++, power *= 2) POWERS[i] = power;

/** 2^k for integers −1074 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  return POWERS[k + 1074]!;
}
