import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";

export const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".ipynb": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

/** A server of plain files, which sends them compressed as hosts do. */
export interface StaticServer {
  readonly origin: string;
  /** Bytes that it has sent. */
  sent: number;
  close(): void;
}

/** Files and what they are when they are packed: to pack TypeScript takes a tenth of a second. */
const known = new Map<string, { readonly file: Buffer; readonly packed: Buffer }>();

function pack(name: string, file: Buffer): Buffer {
  const kept = known.get(name);
  if (kept?.file.equals(file)) return kept.packed;
  const now = { file, packed: gzipSync(file) };
  known.set(name, now);
  return now.packed;
}

/**
 * Serves a folder.
 *
 * @param options - under: the path that it has there; port: to take; any if left out; delay: in milliseconds, before an answer
 */
export async function serve(folder: string, { under = "", port = 0, delay = 0 } = {}): Promise<StaticServer> {
  const files = createServer((request, response) => {
    const name = new URL(request.url!, "http://site").pathname.replace(/\/$/, "/index.html");
    if (!name.startsWith(`${under}/`)) {
      response.writeHead(404).end();
      return;
    }
    const read = readFile(path.join(folder, decodeURIComponent(name.slice(under.length))));
    Promise.all([read, wait(delay)]).then(
      ([file]) => {
        const sent = pack(name, file);
        server.sent += sent.length;
        response.writeHead(200, {
          "content-type": TYPES[path.extname(name)] ?? "text/plain",
          "content-encoding": "gzip",
        });
        response.end(sent);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => files.listen(port, "127.0.0.1", resolve));
  const server: StaticServer = {
    origin: `http://127.0.0.1:${(files.address() as AddressInfo).port}`,
    sent: 0,
    close: () => {
      files.close();
      files.closeAllConnections();
    },
  };
  return server;
}
