/** Keeps a page for reading without a connection, where the browser can: over https, and not in a frame without an origin. */
import { addressOf } from "./files";

/** A page that is open for so long, in milliseconds, is kept. */
const READING = 15_000;

/**
 * Keeps the page, the first one, and what they have loaded, when the page has been open for a while.
 *
 * @param more - files of the site that may be wanted later
 */
export function keepForLater(more: () => readonly string[]): void {
  const workers = serviceWorkers();
  if (!workers || location.protocol === "file:") return;
  setTimeout(() => {
    void keep(workers, more()).catch(() => undefined);
  }, READING);
}

async function keep(workers: ServiceWorkerContainer, more: readonly string[]): Promise<void> {
  await workers.register(addressOf("offline.js"));
  const { active } = await workers.ready;
  const seen = performance.getEntriesByType("resource").map(({ name }) => name);
  // First what this page cannot do without: the connection may be gone before the rest has come.
  const wanted = [location.href.replace(/#.*/, ""), ...seen, ...["index.html", ...more].map(addressOf)];
  active?.postMessage([...new Set(wanted)].filter((address) => address.startsWith(location.origin)));
}

/** A frame without an origin is refused even the question. */
export function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}
