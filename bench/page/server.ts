/** Serves a site as hosts do, compressed, and on request as slowly as a mobile network does. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { TYPES } from "../../test/browser/helpers/static-server";

/** A network: the time until an answer begins, in milliseconds, and what all answers share, in kilobits a second. */
export interface Network {
  readonly latency: number;
  readonly rate: number;
}

/** As Lighthouse has it. */
export const SLOW_4G: Network = { latency: 150, rate: 1638.4 };

export interface Server {
  readonly origin: string;
  /** Bytes sent since it was last set to 0. */
  sent: number;
  close(): void;
}

const SLICE = 1400;

export async function serve(folder: string, network?: Network): Promise<Server> {
  /** When the line is free again. */
  let free = 0;
  const onTheLine = async (bytes: number): Promise<void> => {
    if (!network) return;
    const start = Math.max(performance.now(), free);
    free = start + (8 * bytes) / network.rate;
    await later(free - performance.now());
  };
  const packed = new Map<string, Buffer>();
  const pack = (name: string): Buffer => {
    const known = packed.get(name) ?? gzipSync(readFileSync(join(folder, name)), { level: 9 });
    packed.set(name, known);
    return known;
  };
  const http = createServer((request, response) => {
    void (async () => {
      await later(network?.latency ?? 0);
      const name = decodeURIComponent(new URL(request.url!, "http://site").pathname).replace(
        /\/$/,
        "/index.html",
      );
      let body: Buffer;
      try {
        body = pack(name);
      } catch {
        response.writeHead(404).end();
        return;
      }
      const type = extname(name) === ".woff2" ? "font/woff2" : (TYPES[extname(name)] ?? "text/plain");
      response.writeHead(200, {
        "content-type": type,
        "content-encoding": "gzip",
        // As GitHub Pages has it.
        "cache-control": "max-age=600",
      });
      for (let from = 0; from < body.length; from += SLICE) {
        const slice = body.subarray(from, from + SLICE);
        await onTheLine(slice.length);
        response.write(slice);
      }
      server.sent += body.length;
      response.end();
    })();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: Server = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sent: 0,
    close: () => {
      http.close();
      http.closeAllConnections();
    },
  };
  return server;
}

function later(milliseconds: number): Promise<void> {
  return milliseconds <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
}
