/**
 * What cells know besides TypeScript's own library of 2022: what Node 20 has of 2023 and 2024, which tslab's TypeScript has not
 * heard of, and what the kernel offers.
 */

const TYPED_ARRAYS = [
  "Int8",
  "Uint8",
  "Uint8Clamped",
  "Int16",
  "Uint16",
  "Int32",
  "Uint32",
  "Float32",
  "Float64",
];

const typedArray = (name: string): string => `
  interface ${name}Array {
    toReversed(): ${name}Array;
    toSorted(compare?: (a: number, b: number) => number): ${name}Array;
    with(index: number, value: number): ${name}Array;
  }`;

const array = (name: string): string => `
  interface ${name}<T> {
    toReversed(): T[];
    toSorted(compare?: (a: T, b: T) => number): T[];
    toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
    with(index: number, value: T): T[];
  }`;

export const GLOBALS = `declare global {${[
  array("Array"),
  array("ReadonlyArray"),
  ...TYPED_ARRAYS.map(typedArray),
].join("")}
  interface String {
    isWellFormed(): boolean;
    toWellFormed(): string;
  }
  /** Asks the reader for a line of text. */
  function prompt(message?: string): string;
}
`;
