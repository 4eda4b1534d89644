/** The width that the first difference spans on each side of a number below 8 in size, and how often it is quartered. */
const WIDEST = 2 ** -7;
const QUARTERINGS = 10;

/** Two estimates of a slope that differ by less than this share of it agree. */
const TOLERANCE = 1e-7;

/** The share by which a slope may change beside a kink or jump: next to nothing, or, if it does on both sides, more. */
const SIDE_BENDS = [1e-3, 0.5];

/** How many times the rounding error of one value a difference of some values may be off. */
const NOISE = 64 * Number.EPSILON;

/**
 * The slope of a function as a function, from differences of its values, where no formula is known.
 *
 * Where the function is smooth, the error is about 1e-12 of its size. The differences shrink until none of them reaches
 * across a kink or a jump. At a kink, and at a jump, it is the slope on the left, as that of ReLU is at 0.
 *
 * @param f - a function of a number
 * @returns its slope; NaN where `f` is not finite
 * @example
 * numericSlope((z) => z * z * z)(2); // ≈ 12.0000000000
 * numericSlope(Math.abs)(1e-6); // ≈ 1.00000000
 * numericSlope(Math.abs)(0); // ≈ -1.00000000
 * numericSlope((z) => Number(z > 0))(0); // 0
 */
export function numericSlope(f: (z: number) => number): (z: number) => number {
  return (z) => {
    if (!Number.isFinite(z) || !Number.isFinite(f(z))) return NaN;
    let width = WIDEST * Math.max(1, Math.abs(z) / 8);
    for (let k = 0; k < QUARTERINGS; k++, width /= 4) {
      // Exactly the distance of two numbers.
      const h = z + width - z;
      const slope = smoothSlope(f, z, h);
      if (slope !== undefined) return slope;
    }
    const sides = [-width, width];
    for (const bend of SIDE_BENDS) {
      for (const h of sides) {
        const slope = sideSlope(f, z, h, bend);
        if (slope !== undefined) return slope;
      }
    }
    return NaN;
  };
}

/** The slope by differences over h and over h / 2, if they agree and nothing between them bends sharply. */
function smoothSlope(f: (z: number) => number, z: number, h: number): number | undefined {
  const [middle, right, left] = [f(z), f(z + h), f(z - h)];
  const [near, nearLeft] = [f(z + h / 2), f(z - h / 2)];
  const wide = (8 * (right - left) - (f(z + 2 * h) - f(z - 2 * h))) / (12 * h);
  const narrow = (8 * (near - nearLeft) - (right - left)) / (6 * h);
  const noise = (NOISE * Math.max(Math.abs(middle), Math.abs(right), Math.abs(left))) / h;
  if (!(Math.abs(wide - narrow) <= TOLERANCE * Math.abs(narrow) + noise)) return undefined;
  // By how much the slopes on the left and on the right differ: half as much over half the way, but for a kink.
  const bend = Math.abs(right - 2 * middle + left) / h;
  const halfBend = Math.abs(near - 2 * middle + nearLeft) / (h / 2);
  if (!(halfBend <= 0.8 * bend + noise)) return undefined;
  return narrow + (narrow - wide) / 15;
}

/** The slope on one side of z, from values there alone: the one at z may belong to the other side. None across a kink or jump. */
function sideSlope(f: (z: number) => number, z: number, h: number, most: number): number | undefined {
  const [one, two, three] = [f(z + h), f(z + 2 * h), f(z + 3 * h)];
  const bend = Math.abs(one - 2 * two + three);
  const isSmooth = bend <= most * (Math.abs(two - one) + Math.abs(three - two)) + NOISE * Math.abs(two);
  return isSmooth ? (8 * two - 5 * one - 3 * three) / (2 * h) : undefined;
}
