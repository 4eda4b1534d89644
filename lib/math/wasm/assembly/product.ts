/**
 * The matrix product, out += left · right, in the order that keeps its bits: every output element is one accumulator, summed
 * over k upwards by a multiplication and an addition, never fused. Where an element lies in a tile, and whether its tile is full,
 * changes nothing in its arithmetic. So equal rows in give bit-equal rows out, and all bits are those of three plain loops.
 *
 * Both operands are first packed into panels of four lines (rows of left, columns of right), interleaved so that the innermost
 * loop reads memory forwards only. Packing takes any strides: a transposed operand costs nothing extra.
 */

/** Lines in a panel. A tile is 4 × 4: eight vectors of two sums, which with their operands fit sixteen registers. */
const LINES: usize = 4;

/** Steps of k in one pass: a panel of 256 × 4 numbers is 8 KiB and stays in the first-level cache. */
const DEPTH: usize = 256;

/** Rows of left in one pass: 128 × 256 numbers are 256 KiB and stay in the second-level cache. */
const ROWS: usize = 128;

const BYTES: usize = 8;

/** Where the sums of a tile that hangs over the edge are kept, and the packed rows of left. */
const EDGE: usize = memory.data(4 * 4 * 8, 16);
const PACKED: usize = memory.data(128 * 256 * 8, 16);

/** Packs up to four lines of `depth` numbers each: line after line at every step of k. Lines beyond `lines` become zeros. */
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
    const second = from + lineStride;
    const third = second + lineStride;
    const fourth = third + lineStride;
    let step: usize = 0;
    for (let k: usize = 0; k < depth; k++) {
      store<f64>(to, load<f64>(from + step));
      store<f64>(to, load<f64>(second + step), 8);
      store<f64>(to, load<f64>(third + step), 16);
      store<f64>(to, load<f64>(fourth + step), 24);
      step += stepStride;
      to += LINES * BYTES;
    }
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

/** Adds a panel of left times a panel of right to a 4 × 4 tile; `first` starts the sums at zero instead of what is there. */
function tile(left: usize, right: usize, depth: usize, out: usize, rowBytes: usize, first: bool): void {
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
  const end = left + depth * LINES * BYTES;
  while (left < end) {
    const r0 = v128.load(right);
    const r1 = v128.load(right, 16);
    let l = v128.load64_splat(left);
    s00 = f64x2.add(s00, f64x2.mul(l, r0));
    s01 = f64x2.add(s01, f64x2.mul(l, r1));
    l = v128.load64_splat(left, 8);
    s10 = f64x2.add(s10, f64x2.mul(l, r0));
    s11 = f64x2.add(s11, f64x2.mul(l, r1));
    l = v128.load64_splat(left, 16);
    s20 = f64x2.add(s20, f64x2.mul(l, r0));
    s21 = f64x2.add(s21, f64x2.mul(l, r1));
    l = v128.load64_splat(left, 24);
    s30 = f64x2.add(s30, f64x2.mul(l, r0));
    s31 = f64x2.add(s31, f64x2.mul(l, r1));
    left += LINES * BYTES;
    right += LINES * BYTES;
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out1, s10);
  v128.store(out1, s11, 16);
  v128.store(out2, s20);
  v128.store(out2, s21, 16);
  v128.store(out3, s30);
  v128.store(out3, s31, 16);
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

/** A tile of which only `rows` × `cols` elements exist: computed whole beside the matrix, copied in part. */
function edgeTile(
  left: usize,
  right: usize,
  depth: usize,
  out: usize,
  rowBytes: usize,
  rows: usize,
  cols: usize,
  first: bool,
): void {
  if (!first) copyBlock(out, rowBytes, EDGE, LINES * BYTES, rows, cols);
  tile(left, right, depth, EDGE, LINES * BYTES, first);
  copyBlock(EDGE, LINES * BYTES, out, rowBytes, rows, cols);
}

/** All tiles of up to `ROWS` packed rows of left times all packed columns of right. */
function tiles(
  rows: usize,
  cols: usize,
  depth: usize,
  packedRight: usize,
  out: usize,
  rowBytes: usize,
  first: bool,
): void {
  const panelBytes = depth * LINES * BYTES;
  for (let col: usize = 0; col < cols; col += LINES) {
    let left = PACKED;
    let target = out + col * BYTES;
    for (let row: usize = 0; row < rows; row += LINES) {
      if (row + LINES <= rows && col + LINES <= cols) tile(left, packedRight, depth, target, rowBytes, first);
      else
        edgeTile(
          left,
          packedRight,
          depth,
          target,
          rowBytes,
          min(LINES, rows - row),
          min(LINES, cols - col),
          first,
        );
      left += panelBytes;
      target += LINES * rowBytes;
    }
    packedRight += panelBytes;
  }
}

/**
 * out (rows × cols, dense) = or += left (rows × depth) · right (depth × cols).
 *
 * Strides are in elements: left's element (i, k) lies at i·leftRow + k·leftCol, so swapping them transposes. `scratch` must hold
 * 256 · (cols rounded up to a multiple of four) numbers. `first` says that out holds nothing yet.
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
  for (let k: usize = 0; k < depth; k += DEPTH) {
    const steps = min(DEPTH, depth - k);
    const start = first && k == 0;
    pack(right + k * rightRow, rightCol, rightRow, cols, steps, scratch);
    for (let row: usize = 0; row < rows; row += ROWS) {
      const count = min(ROWS, rows - row);
      pack(left + row * leftRow + k * leftCol, leftRow, leftCol, count, steps, PACKED);
      tiles(count, cols, steps, scratch, out + row * rowBytes, rowBytes, start);
    }
  }
}
