/** A line through a plane, as plotly draws one: `null` ends a piece of it. */
export interface Line {
  readonly x: (number | null)[];
  readonly y: (number | null)[];
}

/** Values on a grid, measured from the level that is looked for. */
interface Grid {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly at: (column: number, row: number) => number;
}

/** An edge of the grid by its number: even along a row, odd along a column. */
type Edge = number;

/** The edges that the line crosses, each with those that it crosses before and after. */
type Links = Map<Edge, Edge[]>;

/**
 * The line on which a function of the plane has one value, from its values on a grid (marching squares, with straight
 * interpolation along the grid's edges).
 *
 * @param x - where the columns of the grid stand, ascending
 * @param y - where the rows stand, ascending
 * @param z - the function's values, a row of numbers for each of `y`
 * @param level - the value on the line
 * @returns the pieces of the line, each in order; none if all values are on one side
 *
 * @example
 * levelLine([0, 1], [0, 1], [[0, 1], [0, 1]], 0.25); // { x: [0.25, 0.25, null], y: [0, 1, null] }
 */
export function levelLine(
  x: readonly number[],
  y: readonly number[],
  z: readonly (readonly number[])[],
  level: number,
): Line {
  const grid: Grid = { x, y, at: (column, row) => z[row]![column]! - level };
  const line: Line = { x: [], y: [] };
  for (const piece of pieces(crossings(grid))) {
    for (const [px, py] of piece.map((edge) => placeOn(edge, grid))) {
      line.x.push(px);
      line.y.push(py);
    }
    line.x.push(null);
    line.y.push(null);
  }
  return line;
}

function edgeAlongRow({ x }: Grid, column: number, row: number): Edge {
  return 2 * (row * x.length + column);
}

function crossings(grid: Grid): Links {
  const links: Links = new Map();
  const link = (a: Edge, b: Edge): void => {
    links.set(a, [...(links.get(a) ?? []), b]);
    links.set(b, [...(links.get(b) ?? []), a]);
  };
  for (let row = 0; row + 1 < grid.y.length; row++) {
    for (let column = 0; column + 1 < grid.x.length; column++) {
      for (const [a, b] of pairsIn(grid, column, row)) link(a, b);
    }
  }
  return links;
}

/** Through which pairs of edges the line passes a cell of the grid. */
function pairsIn(grid: Grid, column: number, row: number): [Edge, Edge][] {
  const { at } = grid;
  const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
  const isBelow = corners.map((value) => value < 0);
  const below = edgeAlongRow(grid, column, row);
  const above = edgeAlongRow(grid, column, row + 1);
  const edges = [below, below + 3, above, below + 1];
  const crossed = edges.filter((_, i) => isBelow[i] !== isBelow[(i + 1) % 4]);
  if (crossed.length < 4) return crossed.length === 2 ? [[crossed[0]!, crossed[1]!]] : [];
  // A saddle: the middle tells which two corners belong together.
  const middle = corners.reduce((sum, value) => sum + value, 0);
  const [bottom, right, top, left] = edges as [Edge, Edge, Edge, Edge];
  return middle < 0 === isBelow[0]
    ? [
        [bottom, right],
        [top, left],
      ]
    : [
        [bottom, left],
        [top, right],
      ];
}

/** Pieces that end at the grid's border first, from one of their ends; what is left are rings, which end where they began. */
function pieces(links: Links): Edge[][] {
  const starts = [...links].sort(([, a], [, b]) => a.length - b.length);
  return starts.flatMap(([start, around]) => {
    if (!links.has(start)) return [];
    const piece: Edge[] = [];
    for (let edge: Edge | undefined = start; edge !== undefined;) {
      piece.push(edge);
      const near: readonly Edge[] = links.get(edge)!;
      links.delete(edge);
      edge = near.find((other) => links.has(other));
    }
    return [around.length === 2 ? [...piece, start] : piece];
  });
}

function placeOn(edge: Edge, { x, y, at }: Grid): [number, number] {
  const column = (edge >> 1) % x.length;
  const row = Math.floor((edge >> 1) / x.length);
  const [right, up] = edge % 2 === 0 ? [1, 0] : [0, 1];
  const from = at(column, row);
  const share = from / (from - at(column + right, row + up));
  const between = (low: number, high: number): number => low + share * (high - low);
  return [between(x[column]!, x[column + right]!), between(y[row]!, y[row + up]!)];
}
