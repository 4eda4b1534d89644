import { checkFinite } from "./checks";
import { atan2, cos, exp, sin } from "./elementary";

/** The Gauss-Legendre rule with 20 points on [−1, 1]: the positive half of its places, and their weights. */
const PLACES = [
  0.07652652113349734, 0.22778585114164507, 0.37370608871541955, 0.5108670019508271, 0.636053680726515,
  0.7463319064601508, 0.8391169718222188, 0.912234428251326, 0.9639719272779138, 0.9931285991850949,
];
const WEIGHTS = [
  0.15275338713072584, 0.14917298647260374, 0.14209610931838204, 0.13168863844917664, 0.11819453196151841,
  0.10193011981724044, 0.08327674157670475, 0.06267204833410907, 0.04060142980038694, 0.017614007139152118,
];

/** Where the radius is cut into panels; what lies beyond the last has a share below 1e-17. */
const RADII = [0, 2, 4.5, 9];

/** The points of one panel with their weights. */
function panel(from: number, to: number): [place: number, weight: number][] {
  const [center, half] = [(from + to) / 2, (to - from) / 2];
  return PLACES.flatMap((place, k): [number, number][] => [
    [center - half * place, half * WEIGHTS[k]!],
    [center + half * place, half * WEIGHTS[k]!],
  ]);
}

/** The radii of all points, each with the weight that the density of the radius gives it. */
const rays = RADII.slice(1)
  .flatMap((to, k) => panel(RADII[k]!, to))
  .map(([r, weight]): [number, number] => [r, weight * r * exp(-0.5 * r * r)]);

/**
 * The mean of a product of functions of two normal numbers that are correlated: `E f(s·u) g(s·v)`, where u and v are
 * standard normal with correlation c. It is what two inputs still have in common after a wide layer.
 *
 * It is summed up in polar coordinates, by angle between the four directions in which u or v changes its sign. So
 * functions may bend or jump at 0, as ReLU does, and elsewhere should be smooth; then the error is below 1e-9 of the
 * mean square, up to deviations of about 2.
 *
 * @param f - of the first number
 * @param g - of the second number
 * @param deviation - s, from 0 up
 * @param correlation - c, from −1 to 1
 * @returns the mean
 * @throws RangeError if `deviation` or `correlation` is out of range
 * @example
 * gaussianProduct((z) => z, (z) => z, 2, 0.5); // ≈ 2.00000000
 * gaussianProduct(relu.f, relu.f, 1, 0); // ≈ 0.159154943
 */
export function gaussianProduct(
  f: (value: number) => number,
  g: (value: number) => number,
  deviation: number,
  correlation: number,
): number {
  checkFinite("take the mean over two normal numbers", "the standard deviation", deviation, 0);
  if (!(Math.abs(correlation) <= 1)) {
    throw new RangeError(
      `Cannot take the mean over two normal numbers: their correlation must be from -1 to 1, not ${correlation}`,
    );
  }
  // v lies at the angle α from u: cos α is their correlation.
  const alpha = atan2(Math.sqrt((1 - correlation) * (1 + correlation)), correlation);
  const edges = [-Math.PI / 2, alpha - Math.PI / 2, Math.PI / 2, alpha + Math.PI / 2, (3 * Math.PI) / 2];
  let total = 0;
  for (const [from, to] of halves(edges)) {
    for (const [theta, weight] of panel(from, to)) {
      const [u, v] = [deviation * cos(theta), deviation * cosBetween(theta, alpha, correlation)];
      let ray = 0;
      for (const [r, density] of rays) ray += density * f(r * u) * g(r * v);
      total += weight * ray;
    }
  }
  return total / (2 * Math.PI);
}

/** The stretches between the edges, each in two; those of no width left out. */
function halves(edges: readonly number[]): [number, number][] {
  return edges.slice(1).flatMap((to, k): [number, number][] => {
    const from = edges[k]!;
    const middle = (from + to) / 2;
    return to === from
      ? []
      : [
          [from, middle],
          [middle, to],
        ];
  });
}

/** cos(θ − α), where cos α is given exactly. */
function cosBetween(theta: number, alpha: number, cosAlpha: number): number {
  return cos(theta) * cosAlpha + sin(theta) * sin(alpha);
}
