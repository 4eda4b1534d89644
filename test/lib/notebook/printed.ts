import { mock } from "node:test";

/** Outside a kernel the library prints the plain text of what it shows: runs `act` and returns those lines. */
export async function printed(act: () => unknown): Promise<string[]> {
  const log = mock.method(console, "log", () => undefined);
  try {
    await act();
    return log.mock.calls.map(({ arguments: [line] }) => String(line));
  } finally {
    log.mock.restore();
  }
}
