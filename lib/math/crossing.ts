/**
 * Where a function that has different signs at the two ends of an interval crosses 0.
 *
 * @see Dowell and Jarratt (1971), the Illinois method
 */
export function crossing(f: (x: number) => number, from: number, to: number): number {
  let [a, b, fa, fb] = [from, to, f(from), f(to)];
  for (let k = 0; k < 100 && fb !== 0 && Math.abs(b - a) > 1e-14 * Math.abs(b); k++) {
    const x = b - (fb * (b - a)) / (fb - fa);
    const fx = f(x);
    // The end that stays twice counts half, so that it does not stay for ever.
    if (fx * fb < 0) [a, fa] = [b, fb];
    else fa /= 2;
    [b, fb] = [x, fx];
    if (Math.abs(fx) < 1e-14 * Math.abs(x)) break;
  }
  return b;
}
