import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { atan2, cos, exp, log, log10, log1p, pow, sin } from "../../../../lib/math/elementary";
import { seeded } from "../../../../lib/index";

/** Numbers of every size and sign, subnormal, infinite and NaN ones among them: random bits. */
function anyNumbers(seed: number): () => number {
  const random = seeded(seed);
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  return () => {
    words.set([random() * 2 ** 32, random() * 2 ** 32]);
    return number[0]!;
  };
}

const special = [0, -0, 1, -1, 2, 0.5, 5e-324, 2 ** -1022, 2 ** -54, 1e-9, 709.78, 710, -745.1, -746, 1e308];
const specials = [...special, ...special.map((x) => -x), Infinity, -Infinity, NaN, Math.PI / 2, Math.PI / 4];

/** 20 000 arguments: of any size, of ordinary size, next to 1, and the special ones. */
function samples(seed: number): number[] {
  const random = seeded(seed);
  const any = anyNumbers(seed);
  const ordinary = Array.from({ length: 8000 }, () => 20 * (random() - 0.5));
  const nearOne = Array.from({ length: 4000 }, () => 1 + (random() - 0.5) * 2 ** (-40 * random()));
  return [...specials, ...ordinary, ...nearOne, ...Array.from({ length: 8000 }, any)];
}

const functions = { exp, log, log1p, log10, sin, cos };

/** Node 20 computes by the same algorithms. Other engines need not, and then this test has nothing to say. */
const isReference = process.versions.node.startsWith("20.");

// exp is exact more often than Node's.
for (const [name, f] of Object.entries(functions).filter(([name]) => name !== "exp")) {
  test(`${name} gives Node 20's numbers to the last bit`, { skip: !isReference }, () => {
    const reference = (x: number): number => Math[name as keyof typeof functions](x);
    // Huge angles are reduced exactly here, where fdlibm stops at enough bits.
    const limit = name === "sin" || name === "cos" ? 800_000 : Infinity;
    for (const x of samples(1)) {
      if (Number.isFinite(x) && Math.abs(x) > limit) continue;
      assert.ok(Object.is(f(x), reference(x)), `${name}(${x}) is ${f(x)}, not ${reference(x)}`);
    }
  });
}

test("angles next to multiples of π/2 keep Node 20's bits", { skip: !isReference }, () => {
  const random = seeded(4);
  for (let k = 0; k < 10_000; k++) {
    const x =
      ((Math.round(200 * (random() - 0.5)) * Math.PI) / 2) * (1 + (random() - 0.5) * 2 ** (-52 * random()));
    assert.ok(Object.is(sin(x), Math.sin(x)), `sin(${x})`);
    assert.ok(Object.is(cos(x), Math.cos(x)), `cos(${x})`);
  }
});

test("pow gives Node 20's numbers to the last bit", { skip: !isReference }, () => {
  const random = seeded(2);
  const any = anyNumbers(2);
  const check = (base: number, exponent: number): void => {
    if (!(base > 0 && base < Infinity && Number.isFinite(exponent))) return;
    const power = pow(base, exponent);
    assert.ok(
      Object.is(power, base ** exponent),
      `pow(${base}, ${exponent}) is ${power}, not ${base ** exponent}`,
    );
  };
  for (const base of specials) for (const exponent of specials) check(base, exponent);
  for (let t = 0; t < 3000; t++) for (const beta of [0.9, 0.99, 0.999]) check(beta, t);
  for (let k = 0; k < 10_000; k++) {
    check(Math.abs(any()), 2.2 * (random() - 0.5));
    check(10, 640 * (random() - 0.5));
    check(1 + (random() - 0.5) * 1e-10, 1e12 * (random() - 0.5));
  }
});

test("atan2 gives Node 20's numbers to the last bit", { skip: !isReference }, () => {
  const any = anyNumbers(3);
  const random = seeded(3);
  const check = (y: number, x: number): void => {
    if (!Number.isFinite(y) || !Number.isFinite(x)) return;
    assert.ok(Object.is(atan2(y, x), Math.atan2(y, x)), `atan2(${y}, ${x})`);
  };
  for (const y of specials) for (const x of specials) check(y, x);
  for (let k = 0; k < 10_000; k++) {
    check(any(), any());
    check(random() - 0.5, random() - 0.5);
  }
});

const oracle = JSON.parse(
  readFileSync(join(__dirname, "../../fixtures/special-functions.json"), "utf8"),
) as Record<string, [x: number, high: number, low: number][]>;

/** Errors allowed in units of the last place: fdlibm promises 1, and does not say what log10 keeps to; exp is ours. */
for (const [name, limit] of Object.entries({ exp: 0.9, log: 1, log1p: 1, log10: 2, sin: 1, cos: 1 })) {
  test(`${name} is right to ${limit} in the last place, at any size`, () => {
    const f = functions[name as keyof typeof functions];
    for (const [x, high, low] of oracle[name]!) {
      const ulp = 2 ** (Math.floor(Math.log2(Math.abs(high))) - 52);
      const error = Math.abs(f(x) - high - low) / ulp;
      assert.ok(error < limit, `${name}(${x}) is ${f(x)}, which is off by ${error}`);
    }
  });
}

test("angles that are not finite have no sine and no cosine", () => {
  for (const x of [Infinity, -Infinity, NaN]) {
    assert.ok(Number.isNaN(sin(x)));
    assert.ok(Number.isNaN(cos(x)));
  }
});

test("a power or an angle of what has none is refused", () => {
  const cases: [number, number][] = [
    [-1, 2],
    [0, -1],
    [NaN, 1],
    [2, NaN],
    [Infinity, 1],
    [2, Infinity],
  ];
  for (const [base, exponent] of cases) {
    assert.throws(() => pow(base, exponent), { name: "RangeError", message: /Cannot take .* to the power/ });
  }
  assert.equal(pow(0, 3), 0);
  assert.equal(pow(0, 0), 1);
  assert.throws(() => atan2(NaN, 1), {
    name: "RangeError",
    message: "Cannot take the angle of (1, NaN): both must be finite",
  });
});
