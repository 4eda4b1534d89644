/** Scripts of the site, each loaded when it is first needed. */
import { place, unreached } from "./files";
import { retract } from "./page/notice";

const loads = new Map<string, Promise<void>>();

/** Loads a script, once; after a failure the next call tries again. */
export function loadScript(name: string): Promise<void> {
  const known = loads.get(name);
  if (known) return known;
  const load = place(name)
    .then(appendScript)
    .then(() => {
      retract(unreached(name));
    })
    .catch((cause: unknown) => {
      loads.delete(name);
      throw new Error(unreached(name), { cause });
    });
  loads.set(name, load);
  return load;
}

function appendScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      // The page hears its reader between a script and what is done with it.
      setTimeout(resolve);
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`No script at ${address}`));
    };
    document.head.append(script);
  });
}
