/** What the first touch of a control will need comes while the page rests, after all that it shows. */
import { addressOf, versions } from "../files";
import { whenIdle } from "./idle";

/** What browsers tell of the connection; some tell nothing. */
interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

const { connection = {} } = navigator as { connection?: Connection };

/** Whether the reader pays for what is sent, and so for what is never used. */
export const savesData = connection.saveData === true;

const isSlow = connection.effectiveType !== undefined && connection.effectiveType !== "4g";

/** @param names - files of the site; a page that is one file has them already */
export function prefetch(...names: readonly string[]): void {
  if (savesData || isSlow) return;
  addEventListener("load", () => {
    whenIdle(() => {
      for (const name of names) if (name in versions) addLink(addressOf(name));
    });
  });
}

function addLink(address: string): void {
  const link = document.createElement("link");
  link.rel = "prefetch";
  link.href = address;
  document.head.append(link);
}
