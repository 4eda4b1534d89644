import type { Dataset } from "../data/dataset";
import { type Examples, examplesOf, type ExamplesLike } from "../data/examples";
import { scatter } from "../figures/examples";
import { figureBundle } from "../figures/figure";
import { checkLimits, type PlaneLimits } from "../figures/plane-limits";
import { log10, pow } from "../math/elementary";
import { extent } from "../math/extent";
import { Matrix } from "../math/matrix";
import type { Control } from "./controls";

/** The mime type by which a page knows a plane to draw in. */
export const POINTS_MIME = "application/vnd.breaking-symmetry.points+json";

/** Settings of a plane to draw in. */
export interface DrawPointsOptions {
  /** What stands above the plane; the control's name if left out. */
  readonly label?: string;
  /** What part of the plane is in sight; the points that it starts with and some room around them if left out. */
  readonly limits?: PlaneLimits;
}

type Point = readonly [x: number, y: number, label: number];

/** More than anybody draws by hand, and few enough to follow the hand. */
const MOST = 1000;

/** Four pairs in the corners of a square, as exclusive or has them: no straight line separates the classes. */
const START: readonly Point[] = [
  [-1.1, -0.8, 0],
  [-1.2, 0.9, 1],
  [0.8, -1.1, 1],
  [0.9, 1.2, 0],
  [-0.8, -1.2, 0],
  [-0.9, 1.3, 1],
  [1.2, -0.9, 1],
  [1.3, 0.8, 0],
];

/**
 * A plane in which the reader draws a data set: a click adds a point of one of two classes, points can be dragged and removed, and
 * what is below is computed from them. All of it can be done from the keyboard.
 *
 * The value is a data set as `moons` makes one, named "drawn points". Where a kernel or a page cannot show the plane, its points stand
 * there as a still figure.
 *
 * @param start - the points at first: 2 features × at most 1000 examples, labels 0 and 1; they are rounded to a thousandth of the
 *   plane or finer. Eight points that no straight line separates if left out
 * @param options - `label`, and `limits`, the part of the plane in sight, such as `{ x: [-2, 2], y: [-1, 1] }`
 * @throws RangeError if the start has not two features and labels of 0 and 1, or does not lie within the limits
 * @example
 * drawPoints().start.X.shape; // "2×8"
 * drawPoints({ X: [[0, 1], [0, 1]], Y: [[0, 1]] }).start.Y.toArray(); // [[0, 1]]
 */
export function drawPoints(
  start?: ExamplesLike,
  { label, limits }: DrawPointsOptions = {},
): Control<Dataset> {
  const given = start ? pointsOf(start) : START;
  const plane = limits ?? limitsAround(given);
  checkLimits("draw points", plane);
  const first = checkedPoints(
    given.map(([x, y, k]) => [roundedIn(plane, x), roundedIn(plane, y), k]),
    plane,
  );
  return {
    start: datasetOf(first),
    ...(label !== undefined && { label }),
    state: (value) => ({ points: checkedPoints(pointsOf(value), plane) }),
    read: ({ points }) =>
      points === undefined ? undefined : { value: datasetOf(checkedPoints(points, plane)) },
    words: inWords,
    view: (value, name, channel) => ({
      [POINTS_MIME]: { points: pointsOf(value), limits: plane, label: name, channel },
      ...figureBundle(scatter(value, { title: `${name}: ${inWords(value)}` })),
    }),
    lack: ({ X }) => (X.cols === 0 ? "*There are no points yet: add one, and it is drawn here.*" : undefined),
  };
}

function datasetOf(points: readonly Point[]): Dataset {
  const X = Matrix.generate(2, points.length, (feature, k) => points[k]![feature]!);
  return { name: "drawn points", X, Y: Matrix.rowVector(points.map(([, , label]) => label)) };
}

function pointsOf(examples: ExamplesLike): Point[] {
  const { X, Y } = examplesOf(examples);
  if (X.rows !== 2 || Y.rows !== 1) {
    throw new RangeError(
      `Cannot draw ${X.shape} examples with ${Y.shape} labels as points: they need 2 features (rows) and 1 label each`,
    );
  }
  return Y.row(0).map((label, k) => [X.get(0, k), X.get(1, k), label]);
}

/**
 * The points that a page or a program gives.
 *
 * @throws RangeError unless they are at most 1000, each with two finite numbers within the limits and a label of 0 or 1
 */
function checkedPoints(given: unknown, { x: [left, right], y: [bottom, top] }: PlaneLimits): Point[] {
  if (!Array.isArray(given)) throw new RangeError("Cannot draw points: they must be a list");
  if (given.length > MOST)
    throw new RangeError(`Cannot draw ${given.length} points: a plane takes at most ${MOST}`);
  return given.map((point: unknown) => {
    const [x, y, label] = (Array.isArray(point) ? point : []) as [unknown, unknown, unknown];
    const isIn = isWithin(x, left, right) && isWithin(y, bottom, top) && (label === 0 || label === 1);
    if (!isIn) {
      throw new RangeError(
        `Cannot draw the point (${String(x)}, ${String(y)}) of class ${String(label)}: ` +
          `x₁ goes from ${left} to ${right}, x₂ from ${bottom} to ${top}, and the class is 0 or 1`,
      );
    }
    return [x, y, label];
  });
}

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && value >= low && value <= high;
}

/** As many decimals as tell a thousandth of the plane's larger side, so that points are short to write as code. */
function roundedIn({ x, y }: PlaneLimits, value: number): number {
  const decimals = 3 - Math.floor(log10(Math.max(x[1] - x[0], y[1] - y[0])));
  return Number(value.toFixed(Math.min(Math.max(decimals, 0), 100)));
}

/** Limits with room on all sides, at least half as high as wide and the other way round, at round numbers. */
function limitsAround(points: readonly Point[]): PlaneLimits {
  const ranges = [0, 1].map((feature) =>
    points.length === 0 ? ([-1, 1] as const) : extent(points.map((point) => point[feature]!)),
  );
  const widest = Math.max(...ranges.map(([low, high]) => high - low)) || 1;
  const [x, y] = ranges.map(([low, high]) => {
    const margin = Math.max(0.2 * widest, 0.3 * widest - (high - low) / 2);
    const unit = pow(10, Math.floor(log10(widest))) / 2;
    return [unit * Math.floor((low - margin) / unit), unit * Math.ceil((high + margin) / unit)] as const;
  });
  return { x: x!, y: y! };
}

function inWords({ Y }: Examples): string {
  const ones = Y.sum();
  return `${Y.cols - ones} of class 0 and ${ones} of class 1`;
}
