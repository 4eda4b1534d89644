/**
 * The matrix product, out += left · right, in the order that keeps its bits: every output element is one accumulator,
 * summed over k upwards by a multiplication and an addition, never fused. Where an element lies in a tile, and
 * whether its tile is full, changes nothing in its arithmetic. So equal rows in give bit-equal rows out, and all bits
 * are those of three plain loops.
 *
 * Both operands are first packed into panels of four lines (rows of left, columns of right), interleaved so that the
 * innermost loop reads memory forwards only. Packing takes any strides: a transposed operand costs nothing extra. Only
 * where left has few rows, packing right would cost more than it saves, and it is read as it lies.
 */

/** Lines in a panel. A tile is 4 × 4: eight vectors of two sums, which with their operands fit sixteen registers. */
const LINES: usize = 4;

/** Steps of k in one pass: a panel of 256 × 4 numbers is 8 KiB and stays in the first-level cache. */
const DEPTH: usize = 256;

/** Rows of left in one pass: 32 × 256 numbers, each twice, are 128 KiB and stay in the second-level cache. */
const ROWS: usize = 32;

/** Up to this many rows of left don't repay packing right. */
const FEW_ROWS: usize = 16;

const BYTES: usize = 8;
const VECTOR: usize = 16;

/** Bytes of a step in a panel of left, where every number stands twice. */
const LEFT_STEP: usize = LINES * VECTOR;

/** Where tiles that hang over the right edge are computed, and where the packed rows of left lie. */
const BESIDE: usize = memory.data(32 * 4 * 8, 16);
const PACKED: usize = memory.data(32 * 256 * 16, 16);

/**
 * Packs up to four lines of `depth` numbers each: line after line at every step of k. Lines beyond `lines` become
 * zeros.
 */
function packPanel(
  from: usize,
  lineStride: usize,
  stepStride: usize,
  lines: usize,
  depth: usize,
  to: usize,
): void {
  if (lines < LINES) {
    memory.fill(to, 0, depth * LINES * BYTES);
    for (let line: usize = 0; line < lines; line++) {
      let source = from + line * lineStride;
      let target = to + line * BYTES;
      for (let k: usize = 0; k < depth; k++) {
        store<f64>(target, load<f64>(source));
        source += stepStride;
        target += LINES * BYTES;
      }
    }
  } else if (lineStride == BYTES) {
    for (let k: usize = 0; k < depth; k++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += stepStride;
      to += LINES * BYTES;
    }
  } else {
    packLines(from, from + lineStride, from + 2 * lineStride, from + 3 * lineStride, stepStride, depth, to);
  }
}

/** Interleaves four lines; where their steps are neighbours, two steps at a time. */
function packLines(
  line0: usize,
  line1: usize,
  line2: usize,
  line3: usize,
  stepStride: usize,
  depth: usize,
  to: usize,
): void {
  let step: usize = 0;
  let k: usize = 0;
  for (; stepStride == BYTES && k + 2 <= depth; k += 2) {
    const pair0 = v128.load(line0 + step);
    const pair1 = v128.load(line1 + step);
    const pair2 = v128.load(line2 + step);
    const pair3 = v128.load(line3 + step);
    v128.store(to, v128.shuffle<f64>(pair0, pair1, 0, 2));
    v128.store(to, v128.shuffle<f64>(pair2, pair3, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(pair0, pair1, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(pair2, pair3, 1, 3), 48);
    step += 2 * BYTES;
    to += 2 * LINES * BYTES;
  }
  for (; k < depth; k++) {
    store<f64>(to, load<f64>(line0 + step));
    store<f64>(to, load<f64>(line1 + step), 8);
    store<f64>(to, load<f64>(line2 + step), 16);
    store<f64>(to, load<f64>(line3 + step), 24);
    step += stepStride;
    to += LINES * BYTES;
  }
}

/** Packs `lines` lines, panel after panel. */
function pack(
  from: usize,
  lineStride: usize,
  stepStride: usize,
  lines: usize,
  depth: usize,
  to: usize,
): void {
  for (let line: usize = 0; line < lines; line += LINES) {
    packPanel(from, lineStride, stepStride, min(LINES, lines - line), depth, to);
    from += LINES * lineStride;
    to += depth * LINES * BYTES;
  }
}

/**
 * Packs rows of left, panel after panel, every number twice: so the innermost loop loads vectors and need not spread
 * numbers, which would compete with its multiplications and additions.
 */
function packTwice(from: usize, rowStride: usize, stepStride: usize, rows: usize, depth: usize): void {
  let to = PACKED;
  for (; rows >= LINES; rows -= LINES) {
    let row0 = from;
    let row1 = row0 + rowStride;
    let row2 = row1 + rowStride;
    let row3 = row2 + rowStride;
    const end = to + depth * LEFT_STEP;
    for (; to < end; to += LEFT_STEP) {
      v128.store(to, v128.load64_splat(row0));
      v128.store(to, v128.load64_splat(row1), 16);
      v128.store(to, v128.load64_splat(row2), 32);
      v128.store(to, v128.load64_splat(row3), 48);
      row0 += stepStride;
      row1 += stepStride;
      row2 += stepStride;
      row3 += stepStride;
    }
    from += LINES * rowStride;
  }
  for (; rows > 0; rows--) {
    let place = to;
    let number = from;
    for (let k: usize = 0; k < depth; k++) {
      v128.store(place, v128.load64_splat(number));
      number += stepStride;
      place += LEFT_STEP;
    }
    from += rowStride;
    to += VECTOR;
  }
}

/**
 * Adds a panel of left times four columns of right to a 4 × 4 tile, and goes on so for `count` tiles. Columns lie
 * `step` bytes further at every step of k; from tile to tile, the three places move by `leftMove`, `rightMove` and
 * `outMove` bytes. `first` starts the sums at zero instead of what is there.
 */
function tiles(
  count: usize,
  left: usize,
  leftMove: usize,
  right: usize,
  rightMove: usize,
  step: usize,
  depth: usize,
  out: usize,
  outMove: usize,
  rowBytes: usize,
  first: bool,
): void {
  for (; count > 0; count--) {
    const out1 = out + rowBytes;
    const out2 = out1 + rowBytes;
    const out3 = out2 + rowBytes;
    let s00 = f64x2.splat(0);
    let s01 = s00,
      s10 = s00,
      s11 = s00,
      s20 = s00,
      s21 = s00,
      s30 = s00,
      s31 = s00;
    if (!first) {
      s00 = v128.load(out);
      s01 = v128.load(out, 16);
      s10 = v128.load(out1);
      s11 = v128.load(out1, 16);
      s20 = v128.load(out2);
      s21 = v128.load(out2, 16);
      s30 = v128.load(out3);
      s31 = v128.load(out3, 16);
    }
    let l4 = left;
    let r4 = right;
    const end = left + depth * LEFT_STEP;
    while (l4 < end) {
      const r0 = v128.load(r4);
      const r1 = v128.load(r4, 16);
      let l = v128.load(l4);
      s00 = f64x2.add(s00, f64x2.mul(l, r0));
      s01 = f64x2.add(s01, f64x2.mul(l, r1));
      l = v128.load(l4, 16);
      s10 = f64x2.add(s10, f64x2.mul(l, r0));
      s11 = f64x2.add(s11, f64x2.mul(l, r1));
      l = v128.load(l4, 32);
      s20 = f64x2.add(s20, f64x2.mul(l, r0));
      s21 = f64x2.add(s21, f64x2.mul(l, r1));
      l = v128.load(l4, 48);
      s30 = f64x2.add(s30, f64x2.mul(l, r0));
      s31 = f64x2.add(s31, f64x2.mul(l, r1));
      l4 += LEFT_STEP;
      r4 += step;
    }
    v128.store(out, s00);
    v128.store(out, s01, 16);
    v128.store(out1, s10);
    v128.store(out1, s11, 16);
    v128.store(out2, s20);
    v128.store(out2, s21, 16);
    v128.store(out3, s30);
    v128.store(out3, s31, 16);
    left += leftMove;
    right += rightMove;
    out += outMove;
  }
}

/** The same for a single row, of which `left` is the place in its panel: `count` tiles of 1 × 4 side by side. */
function line(
  count: usize,
  left: usize,
  right: usize,
  rightMove: usize,
  step: usize,
  depth: usize,
  out: usize,
  first: bool,
): void {
  const end = left + depth * LEFT_STEP;
  for (; count > 0; count--) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    if (!first) {
      s0 = v128.load(out);
      s1 = v128.load(out, 16);
    }
    let r4 = right;
    for (let l4 = left; l4 < end; l4 += LEFT_STEP) {
      const l = v128.load(l4);
      s0 = f64x2.add(s0, f64x2.mul(l, v128.load(r4)));
      s1 = f64x2.add(s1, f64x2.mul(l, v128.load(r4, 16)));
      r4 += step;
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    right += rightMove;
    out += LINES * BYTES;
  }
}

/** Copies a block of rows of `cols` numbers. */
function copyBlock(from: usize, fromRow: usize, to: usize, toRow: usize, rows: usize, cols: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    for (let col: usize = 0; col < cols; col++) {
      store<f64>(to + col * BYTES, load<f64>(from + col * BYTES));
    }
    from += fromRow;
    to += toRow;
  }
}

/** The packed rows of left times right's columns as they lie, as many as `count` tiles have. */
function direct(
  rows: usize,
  count: usize,
  right: usize,
  step: usize,
  depth: usize,
  out: usize,
  rowBytes: usize,
  first: bool,
): void {
  let left = PACKED;
  for (; rows >= LINES; rows -= LINES) {
    tiles(count, left, 0, right, LINES * BYTES, step, depth, out, LINES * BYTES, rowBytes, first);
    left += depth * LEFT_STEP;
    out += LINES * rowBytes;
  }
  for (; rows > 0; rows--) {
    line(count, left, right, LINES * BYTES, step, depth, out, first);
    left += VECTOR;
    out += rowBytes;
  }
}

/** The packed rows of left times one packed panel of right. */
function panelOfTiles(
  rows: usize,
  right: usize,
  depth: usize,
  out: usize,
  rowBytes: usize,
  first: bool,
): void {
  const step = LINES * BYTES;
  const full = rows / LINES;
  tiles(full, PACKED, depth * LEFT_STEP, right, 0, step, depth, out, LINES * rowBytes, rowBytes, first);
  for (let row = full * LINES; row < rows; row++) {
    const left = PACKED + full * depth * LEFT_STEP + (row % LINES) * VECTOR;
    line(1, left, right, 0, step, depth, out + row * rowBytes, first);
  }
}

/** The same, where of the panel's four columns only `cols` exist: fewer than four are computed beside the matrix. */
function panel(
  rows: usize,
  cols: usize,
  right: usize,
  depth: usize,
  out: usize,
  rowBytes: usize,
  first: bool,
): void {
  const narrow = cols < LINES;
  if (narrow && !first) copyBlock(out, rowBytes, BESIDE, LINES * BYTES, rows, cols);
  panelOfTiles(rows, right, depth, narrow ? BESIDE : out, narrow ? LINES * BYTES : rowBytes, first);
  if (narrow) copyBlock(BESIDE, LINES * BYTES, out, rowBytes, rows, cols);
}

/**
 * out (rows × cols, dense) = or += left (rows × depth) · right (depth × cols).
 *
 * Strides are in elements: left's element (i, k) lies at i·leftRow + k·leftCol, so swapping them transposes.
 * `scratch` must hold 256 · (cols rounded up to a multiple of four) numbers. `first` says that out holds nothing yet.
 */
export function multiply(
  rows: usize,
  cols: usize,
  depth: usize,
  left: usize,
  leftRow: usize,
  leftCol: usize,
  right: usize,
  rightRow: usize,
  rightCol: usize,
  out: usize,
  scratch: usize,
  first: bool,
): void {
  leftRow *= BYTES;
  leftCol *= BYTES;
  rightRow *= BYTES;
  rightCol *= BYTES;
  const rowBytes = cols * BYTES;
  // Columns that are read as they lie: they must be neighbours, and four to a tile.
  const whole: usize = rows <= FEW_ROWS && rightCol == BYTES ? cols - (cols % LINES) : 0;
  for (let k: usize = 0; k < depth; k += DEPTH) {
    const steps = min(DEPTH, depth - k);
    const start = first && k == 0;
    const here = right + k * rightRow;
    pack(here + whole * rightCol, rightCol, rightRow, cols - whole, steps, scratch);
    for (let row: usize = 0; row < rows; row += ROWS) {
      const count = min(ROWS, rows - row);
      packTwice(left + row * leftRow + k * leftCol, leftRow, leftCol, count, steps);
      const target = out + row * rowBytes;
      direct(count, whole / LINES, here, rightRow, steps, target, rowBytes, start);
      let packed = scratch;
      for (let col = whole; col < cols; col += LINES) {
        panel(count, min(LINES, cols - col), packed, steps, target + col * BYTES, rowBytes, start);
        packed += steps * LINES * BYTES;
      }
    }
  }
}
