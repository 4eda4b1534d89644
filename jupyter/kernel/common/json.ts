/** Content as JSON. @throws TypeError for what is not JSON: an integer of any size, a cycle, a getter that throws */
export function writeJson(content: object, replace?: (key: string, value: unknown) => unknown): string {
  try {
    return JSON.stringify(content, replace);
  } catch (error) {
    const reason = (error as Error).message.split("\n", 1)[0]!;
    throw new TypeError(`Cannot show this: its data cannot be written as JSON (${reason})`, { cause: error });
  }
}
