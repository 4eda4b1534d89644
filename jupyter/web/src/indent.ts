/** Tells the style sheet how far in a line of code begins: where it is too long, it goes on farther in. */
export const indentOf = (line: string): string => `--in: ${/^ */.exec(line)![0].length}`;
