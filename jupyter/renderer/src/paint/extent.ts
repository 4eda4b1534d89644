/** The least and the greatest number of a map; those that are missing do not count. */
export function extent(rows: readonly (readonly (number | null)[])[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows)
    for (const value of row) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return low > high ? [0, 1] : low === high ? [low - 0.5, high + 0.5] : [low, high];
}
