/**
 * A service worker: pages that a reader has been to can be read, and run, without a connection; of others it says that they are
 * not there. A page names the files that it was made with by marks of what is in them, so it never gets those of another version.
 */
import { KEPT_PAGES as CACHE } from "./kept-pages";

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

/** How long, in milliseconds, the network may take when there is a copy. */
const PATIENCE = 4000;

/** They keep their own copies, or are too many. */
const ELSEWHERE = /\/(?:notebook|reference|alone)\//;

/** Files that are saved, and not looked at in their place. */
const SAVED = "/alone/";

/** Says that a page was not kept, and lists those that were. */
const notKept = (): URL => new URL("not-kept.html", self.location.href);

self.oninstall = () => void self.skipWaiting();
self.onactivate = (event) => {
  event.waitUntil(self.clients.claim());
};
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.includes(SAVED)) return;
  const isElsewhere = ELSEWHERE.test(url.pathname);
  if (request.mode === "navigate")
    event.respondWith((isElsewhere ? fetch(request) : newest(url)).catch(sayNotKept));
  else if (!isElsewhere) event.respondWith(url.searchParams.has("v") ? marked(url) : newest(url));
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
  const kept = cache.match(nameOf(url));
  const fetched = fetch(url, { cache: "no-cache" }).then(async (response) => {
    // What is asked for as a page may not come by a detour.
    if (response.redirected) return Response.redirect(response.url);
    if (response.ok) await cache.put(nameOf(url), response.clone());
    return response;
  });
  const tooLate = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
  const copy = kept.then((found) => found ?? fetched);
  return Promise.race([fetched, tooLate.then(() => copy)]).catch(() => copy);
}

/** Under what a file is kept: a page whatever is asked of it, and a folder as its first page. */
function nameOf({ href, origin, pathname, searchParams }: URL): string {
  return searchParams.has("v") ? href : origin + pathname.replace(/\/$/, "/index.html");
}

/** Stands at any address of the site, and finds its own files all the same. */
async function sayNotKept(): Promise<Response> {
  const page = await (await caches.open(CACHE)).match(notKept());
  const text = await page?.text();
  if (text === undefined) return Response.error();
  const base = `<base href="${notKept().href}">`;
  const headers = { "content-type": "text/html; charset=utf-8" };
  return new Response(text.replace("<meta", `${base}\n<meta`), { status: 503, headers });
}

/** Makes sure of copies, and forgets those that no page names any more. */
async function keep(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  await newest(notKept()).catch(() => undefined);
  for (const address of addresses) {
    const url = new URL(address);
    if (ELSEWHERE.test(url.pathname) || (await cache.match(nameOf(url)))) continue;
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
