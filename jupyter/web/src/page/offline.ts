/** Keeps a lesson for reading without a connection. */
import { versions } from "../files";
import { keepForLater, serviceWorkers } from "../keep";
import { notify } from "./notice";
import { savesData } from "./prefetch";

export function keepLesson(): void {
  serviceWorkers()?.addEventListener("message", ({ data }) => {
    if (data === "updated")
      notify("This lesson has changed since you opened it.", {
        label: "Open the new one",
        act: () => {
          location.reload();
        },
      });
  });
  // What may be wanted later, and is large, costs readers nothing who pay for it.
  keepForLater(() => (savesData ? [] : Object.keys(versions)));
}
