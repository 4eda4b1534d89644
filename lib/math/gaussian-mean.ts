import { checkFinite } from "./checks";
import { formatNumber } from "./format";
import { normalDensity } from "./gaussian";

/** Beyond this many standard deviations the normal density is below 1e-55 of its peak. */
const REACH = 16;

/** The share of the whole below which the difference of the two rules on a panel counts as none. */
const TOLERANCE = 1e-12;

/** Panels in all: a function that needs more changes too fast, or at random. */
const MOST_PANELS = 100_000;

/**
 * The Gauss-Kronrod rules with 7 and 15 points on [−1, 1]: the places from the end to the middle, the weights of the
 * 15-point rule, and those of the 7-point rule, which uses every second place.
 */
const PLACES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
];
const FINE = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const COARSE = [0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694];

/** What the rules give on a panel from z = `from` to `to`, with its mirror image on the negative side. */
interface Panel {
  readonly from: number;
  readonly to: number;
  /** The integral of the function times the density, of its size times the density, and of the density alone. */
  readonly value: number;
  readonly size: number;
  readonly weight: number;
  /** How far the two rules are apart. */
  readonly error: number;
}

/**
 * The mean of a function of a normal number: `E f(s·z)` for `z ~ N(0, 1)`.
 *
 * The error is below 1e-10 of the mean size of the function, wherever it bends or jumps: panels are halved where two
 * rules of different degree do not agree. At 0, where ReLU does, they meet.
 *
 * @param f - of a number; it should do what it does at sizes from about 1 up, as activations do
 * @param deviation - s, from 0 up
 * @param action - what the mean is for, as error messages say it
 * @returns the mean
 * @throws RangeError if `deviation` is negative or not finite, if `f` gives a number that is not finite, or if it changes
 *   too fast to be summed up
 * @see Piessens et al. (1983), QUADPACK, on adaptive Gauss-Kronrod quadrature
 * @example
 * gaussianMean((z) => z * z, 3); // ≈ 9.00000000
 * gaussianMean(relu.f, 1); // ≈ 0.398942280401
 * gaussianMean(tanh.df, 1); // ≈ 0.605706
 */
export function gaussianMean(
  f: (value: number) => number,
  deviation: number,
  action = "take the mean over a normal number",
): number {
  checkFinite(action, "the standard deviation", deviation, 0);
  const finite = finiteOnly(f, action);
  if (deviation === 0) return finite(0);
  const open = edges(deviation).map((to, k, all) => panel(finite, deviation, k === 0 ? 0 : all[k - 1]!, to));
  const limit = TOLERANCE * open.reduce((sum, { size }) => sum + size, 0);
  let [value, weight] = [0, 0];
  // From the last, in the tail, to the middle: small terms are added first.
  for (let count = open.length, next = open.pop(); next; count++, next = open.pop()) {
    if (count > MOST_PANELS)
      throw new RangeError(
        `Cannot ${action}: the function changes too fast at s = ${formatNumber(deviation)}`,
      );
    if (next.error <= limit) {
      value += next.value;
      weight += next.weight;
    } else {
      const middle = (next.from + next.to) / 2;
      open.push(panel(finite, deviation, next.from, middle), panel(finite, deviation, middle, next.to));
    }
  }
  return value / weight;
}

/** Where the first panels end: at 1, 2, 4, … standard deviations or units of the value, whichever is less. */
function edges(deviation: number): number[] {
  const ends: number[] = [];
  for (let z = Math.min(1, 1 / deviation); z < REACH; z *= 2) ends.push(z);
  return [...ends, REACH];
}

function panel(f: (value: number) => number, deviation: number, from: number, to: number): Panel {
  const [center, half] = [(from + to) / 2, (to - from) / 2];
  let [fine, coarse, size, weight] = [0, 0, 0, 0];
  for (let k = 0; k < 15; k++) {
    const i = k < 8 ? k : 14 - k;
    const z = k < 8 ? center - half * PLACES[i]! : center + half * PLACES[i]!;
    const density = normalDensity(z);
    const [right, left] = [f(deviation * z), f(-deviation * z)];
    fine += FINE[i]! * density * (right + left);
    coarse += COARSE[i]! * density * (right + left);
    size += FINE[i]! * density * (Math.abs(right) + Math.abs(left));
    weight += FINE[i]! * density * 2;
  }
  const error = half * Math.abs(fine - coarse);
  return { from, to, value: half * fine, size: half * size, weight: half * weight, error };
}

function finiteOnly(f: (value: number) => number, action: string): (value: number) => number {
  return (value) => {
    const y = f(value);
    if (Number.isFinite(y)) return y;
    throw new RangeError(`Cannot ${action}: the function gives ${y} at ${formatNumber(value)}`);
  };
}
