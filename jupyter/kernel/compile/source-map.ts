/** Reads the mappings of a source map (https://tc39.es/ecma426/). */

/** A place in a text; both numbers count from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The start of a stretch of generated text, and where it comes from. */
interface Segment {
  readonly generated: Place;
  readonly source: number;
  readonly original: Place;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export class SourceMap {
  readonly sources: readonly string[];
  readonly segments: readonly Segment[];

  /** @param json - a source map, version 3 */
  constructor(json: string) {
    const { mappings, sources } = JSON.parse(json) as { mappings: string; sources: string[] };
    this.sources = sources;
    const state = [0, 0, 0];
    this.segments = mappings.split(";").flatMap((text, line) => readLine(text, line, state));
  }

  /** Where the stretch that a place is in comes from. */
  find({ line, column }: Place): Segment | undefined {
    return this.segments
      .filter(({ generated }) => generated.line === line && generated.column <= column)
      .at(-1);
  }
}

/** Columns start anew in each line; all else is told by its difference to what was before. */
function readLine(text: string, line: number, state: number[]): Segment[] {
  let column = 0;
  const segments: Segment[] = [];
  for (const part of text === "" ? [] : text.split(",")) {
    const [step = 0, ...rest] = readNumbers(part);
    column += step;
    if (rest.length < 3) continue;
    for (let i = 0; i < 3; i++) state[i]! += rest[i]!;
    const [source, originalLine, originalColumn] = state as [number, number, number];
    const original = { line: originalLine, column: originalColumn };
    segments.push({ generated: { line, column }, source, original });
  }
  return segments;
}

/** Numbers in base 64, five bits a digit, the lowest bit of each number its sign. */
function readNumbers(text: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
