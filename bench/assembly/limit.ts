/**
 * As many multiplications and additions of 128-bit vectors as the core can do: thirteen independent chains, all in
 * registers. A round of 26 operations is written out four times, so that the loop itself costs next to nothing. The
 * result depends on all of them, so that none can be left out.
 */
export function run(rounds: i32): f64 {
  const grow = f64x2.splat(1.0000000001);
  const one = f64x2.splat(1);
  let a0 = one,
    a1 = one,
    a2 = one,
    a3 = one,
    a4 = one,
    a5 = one;
  let m0 = one,
    m1 = one,
    m2 = one,
    m3 = one,
    m4 = one,
    m5 = one,
    m6 = one;
  for (let i = 0; i < rounds; i += 4) {
    m0 = f64x2.mul(m0, grow);
    a0 = f64x2.add(a0, grow);
    m1 = f64x2.mul(m1, grow);
    a1 = f64x2.add(a1, grow);
    m2 = f64x2.mul(m2, grow);
    a2 = f64x2.add(a2, grow);
    m3 = f64x2.mul(m3, grow);
    a3 = f64x2.add(a3, grow);
    m4 = f64x2.mul(m4, grow);
    a4 = f64x2.add(a4, grow);
    m5 = f64x2.mul(m5, grow);
    a5 = f64x2.add(a5, grow);
    m6 = f64x2.mul(m6, grow);
    m0 = f64x2.mul(m0, grow);
    a0 = f64x2.add(a0, grow);
    m1 = f64x2.mul(m1, grow);
    a1 = f64x2.add(a1, grow);
    m2 = f64x2.mul(m2, grow);
    a2 = f64x2.add(a2, grow);
    m3 = f64x2.mul(m3, grow);
    a3 = f64x2.add(a3, grow);
    m4 = f64x2.mul(m4, grow);
    a4 = f64x2.add(a4, grow);
    m5 = f64x2.mul(m5, grow);
    a5 = f64x2.add(a5, grow);
    m6 = f64x2.mul(m6, grow);
    m0 = f64x2.mul(m0, grow);
    a0 = f64x2.add(a0, grow);
    m1 = f64x2.mul(m1, grow);
    a1 = f64x2.add(a1, grow);
    m2 = f64x2.mul(m2, grow);
    a2 = f64x2.add(a2, grow);
    m3 = f64x2.mul(m3, grow);
    a3 = f64x2.add(a3, grow);
    m4 = f64x2.mul(m4, grow);
    a4 = f64x2.add(a4, grow);
    m5 = f64x2.mul(m5, grow);
    a5 = f64x2.add(a5, grow);
    m6 = f64x2.mul(m6, grow);
    m0 = f64x2.mul(m0, grow);
    a0 = f64x2.add(a0, grow);
    m1 = f64x2.mul(m1, grow);
    a1 = f64x2.add(a1, grow);
    m2 = f64x2.mul(m2, grow);
    a2 = f64x2.add(a2, grow);
    m3 = f64x2.mul(m3, grow);
    a3 = f64x2.add(a3, grow);
    m4 = f64x2.mul(m4, grow);
    a4 = f64x2.add(a4, grow);
    m5 = f64x2.mul(m5, grow);
    a5 = f64x2.add(a5, grow);
    m6 = f64x2.mul(m6, grow);
  }
  a0 = f64x2.add(f64x2.add(f64x2.add(a0, a1), f64x2.add(a2, a3)), f64x2.add(a4, a5));
  m0 = f64x2.add(f64x2.add(f64x2.add(m0, m1), f64x2.add(m2, m3)), f64x2.add(f64x2.add(m4, m5), m6));
  return f64x2.extract_lane(a0, 0) + f64x2.extract_lane(m0, 1);
}
