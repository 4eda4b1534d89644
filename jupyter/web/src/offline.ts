/**
 * A service worker: pages that a reader has been to can be read, and run, without a connection. A page names the files that it
 * was made with by marks of what is in them, so it never gets those of another version.
 */

/** What TypeScript's declarations of pages lack. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
declare const self: typeof globalThis & {
  skipWaiting(): Promise<void>;
  oninstall: () => void;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(): Promise<readonly { postMessage(message: unknown): void }[]>;
  };
  onactivate: (event: Lasting) => void;
  addEventListener(type: "message", listener: (event: Lasting & { readonly data: unknown }) => void): void;
  addEventListener(
    type: "fetch",
    listener: (
      event: Lasting & { readonly request: Request; respondWith(response: Promise<Response>): void },
    ) => void,
  ): void;
};

const CACHE = "breaking-symmetry";

/** How long, in milliseconds, the network may take when there is a copy. */
const PATIENCE = 4000;

/** They keep their own copies, or are too many. */
const ELSEWHERE = /\/(?:notebook|reference|alone)\//;

self.oninstall = () => void self.skipWaiting();
self.onactivate = (event) => {
  event.waitUntil(self.clients.claim());
};
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || ELSEWHERE.test(url.pathname)) return;
  event.respondWith(url.searchParams.has("v") ? marked(url) : newest(url));
});
self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data as readonly string[]));
});

/** A file that is just what its mark says, or none. */
async function marked(url: URL): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url);
  if (kept) return kept;
  const response = await fetch(url);
  if (!response.ok) return response;
  if ((await markOf(response.clone())) === url.searchParams.get("v")) await cache.put(url, response.clone());
  else {
    // The site has been published anew since the page was opened.
    for (const client of await self.clients.matchAll()) client.postMessage("updated");
    return Response.error();
  }
  return response;
}

/** A page or picture as the site has it now, or, without a connection, as it was. */
async function newest(url: URL): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = cache.match(url);
  const fetched = fetch(url, { cache: "no-cache" }).then(async (response) => {
    // What is asked for as a page may not come by a detour.
    if (response.redirected) return Response.redirect(response.url);
    if (response.ok) await cache.put(url, response.clone());
    return response;
  });
  const tooLate = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
  const copy = kept.then((found) => found ?? fetched);
  return Promise.race([fetched, tooLate.then(() => copy)]).catch(() => copy);
}

/** Makes sure of copies, and forgets those that no page names any more. */
async function keep(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const address of addresses) {
    const url = new URL(address);
    if (ELSEWHERE.test(url.pathname) || (await cache.match(url))) continue;
    await (url.searchParams.has("v") ? marked(url) : newest(url)).catch(() => undefined);
  }
  const pages = await Promise.all(
    (await cache.matchAll())
      .filter(({ headers }) => headers.get("content-type")?.startsWith("text/html") === true)
      .map((page) => page.text()),
  );
  for (const { url } of await cache.keys()) {
    const mark = new URL(url).searchParams.get("v");
    if (mark !== null && !pages.some((page) => page.includes(mark))) await cache.delete(url);
  }
}

/** A mark of what is in a file, as the build makes it. */
async function markOf(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, 12);
}

export {};
