/** Keeps a lesson for reading without a connection, where the browser can: over https, and not in a frame without an origin. */
import { addressOf, versions } from "../files";
import { notify } from "./notice";

/** A lesson that is open for so long, in milliseconds, is kept. */
const READING = 15_000;

export function keepForLater(): void {
  const workers = serviceWorkers();
  if (!workers || location.protocol === "file:") return;
  workers.addEventListener("message", ({ data }) => {
    if (data === "updated")
      notify("This lesson has changed since you opened it.", {
        label: "Open the new one",
        act: () => {
          location.reload();
        },
      });
  });
  setTimeout(() => {
    void keep(workers).catch(() => undefined);
  }, READING);
}

async function keep(workers: ServiceWorkerContainer): Promise<void> {
  await workers.register(addressOf("offline.js"));
  const { active } = await workers.ready;
  const seen = performance.getEntriesByType("resource").map(({ name }) => name);
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  // What may be wanted later, and is large, costs readers nothing who pay for it.
  const later = connection?.saveData === true ? [] : Object.keys(versions).map(addressOf);
  const wanted = [location.href.replace(/#.*/, ""), addressOf("index.html"), ...seen, ...later];
  active?.postMessage([...new Set(wanted)].filter((address) => address.startsWith(location.origin)));
}

/** A frame without an origin is refused even the question. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}
