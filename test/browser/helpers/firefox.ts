import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What an address answers. */
export interface Answer {
  readonly type: string;
  readonly body: string | Buffer;
}

const firefox = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find(
  (path) => path !== undefined && existsSync(path),
);

/** Why a test in Firefox is skipped, if it is. */
export const withoutFirefox =
  firefox === undefined && "Firefox was not found: install it, or set FIREFOX to its path";

/**
 * Opens a page in Firefox without any driver: the page itself sends what it has found, by a POST to `/`.
 *
 * @param answer - what stands at a path; undefined if nothing does
 * @returns what the page has sent
 */
export async function firefoxSays(
  answer: (path: string) => Promise<Answer | undefined> | Answer | undefined,
  start = "/",
): Promise<unknown> {
  const profile = mkdtempSync(join(tmpdir(), "breaking-symmetry-firefox-"));
  let receive: (text: string) => void = () => undefined;
  const received = new Promise<string>((resolve) => (receive = resolve));
  const server = createServer((request, response) => {
    let sent = "";
    request.on("data", (part: Buffer) => (sent += part.toString()));
    request.on("end", () => {
      if (request.method === "POST") receive(sent);
      void Promise.resolve(
        request.method === "GET" ? answer((request.url ?? "/").replace(/\?.*/, "")) : undefined,
      ).then((found) => {
        response.writeHead(found ? 200 : 404, { "content-type": found?.type ?? "text/plain" });
        response.end(found?.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${start}`;
  const args = ["--headless", "--no-remote", "--profile", profile, address];
  const child = spawn(firefox!, args, { stdio: "ignore", env: { ...process.env, HOME: profile } });
  try {
    const closed = new Promise<never>((_, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => {
        reject(new Error(`Firefox ended with ${code}`));
      });
    });
    return JSON.parse(await Promise.race([received, closed])) as unknown;
  } finally {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    server.close();
    server.closeAllConnections();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
