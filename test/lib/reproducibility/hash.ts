/**
 * A hash of 53 bits of anything made of numbers, text, arrays and plain objects: equal for equal bits, and different as
 * good as surely for others. It needs nothing of its surroundings, so that it runs in a browser too.
 *
 * @see bryc (2018), cyrb53
 */
export function hash(value: unknown): string {
  // Numbers are written so that they read back as the same; JSON would lose -0, NaN and infinities.
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Float64Array) return [...part].map(written);
    return typeof part === "number" ? written(part) : part;
  });
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (2 ** 32 * (b & 0x1fffff) + (a >>> 0)).toString(16);
}

function written(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
