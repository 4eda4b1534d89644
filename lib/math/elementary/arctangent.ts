import { highWord } from "./words";

/** arctan of ½, 1, 3/2 and ∞ in two parts. */
const HEADS = [
  4.63647609000806093515e-1, 7.85398163397448278999e-1, 9.82793723247329054082e-1, 1.5707963267948966,
];
const TAILS = [
  2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
  6.12323399573676603587e-17,
];

/** π less its nearest number. */
const PI_LOW = 1.2246467991473532e-16;

/**
 * The angle in radians of the direction (x, y), from −π to π; that of (0, 0) is 0 or ±π by the sign of the zeros.
 *
 * @throws RangeError if `y` or `x` is not finite
 * @see fdlibm 5.3, e_atan2.c and s_atan.c (Sun Microsystems, 1995)
 * @example
 * atan2(1, 1); // 0.7853981633974483
 */
export function atan2(y: number, x: number): number {
  if (!Number.isFinite(y) || !Number.isFinite(x)) {
    throw new RangeError(`Cannot take the angle of (${x}, ${y}): both must be finite`);
  }
  const isLeft = x < 0 || Object.is(x, -0);
  if (y === 0) return isLeft ? (Object.is(y, -0) ? -Math.PI : Math.PI) : y;
  const angle = upperAngle(Math.abs(y), x, isLeft);
  return y < 0 ? -angle : angle;
}

function upperAngle(y: number, x: number, isLeft: boolean): number {
  if (x === 0) return Math.PI / 2;
  // The quotient of sizes that are far apart would overflow or vanish.
  const apart = (highWord(y) - highWord(Math.abs(x))) >> 20;
  if (apart > 60) return Math.PI / 2;
  const acute = isLeft && apart < -60 ? 0 : atan(Math.abs(y / x));
  return isLeft ? Math.PI - (acute - PI_LOW) : acute;
}

/** arctan x for x ≥ 0. */
function atan(x: number): number {
  if (x >= 2 ** 66) return HEADS[3]! + TAILS[3]!;
  if (x < 0.4375) return x < 2 ** -27 ? x : x - x * series(x);
  const [place, rest] =
    x < 0.6875
      ? [0, (2 * x - 1) / (2 + x)]
      : x < 1.1875
        ? [1, (x - 1) / (x + 1)]
        : x < 2.4375
          ? [2, (x - 1.5) / (1 + 1.5 * x)]
          : [3, -1 / x];
  return HEADS[place]! - (rest * series(rest) - TAILS[place]! - rest);
}

/** 1 − arctan x / x */
function series(x: number): number {
  const z = x * x;
  const w = z * z;
  const odd =
    3.33333333333329318027e-1 +
    w *
      (1.42857142725034663711e-1 +
        w *
          (9.09088713343650656196e-2 +
            w *
              (6.66107313738753120669e-2 + w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2))));
  const even =
    -1.99999999998764832476e-1 +
    w *
      (-1.1111110405462355788e-1 +
        w * (-7.69187620504482999495e-2 + w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2)));
  return z * odd + w * even;
}
