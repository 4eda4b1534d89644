/** Lists, on the page that stands for one that was not kept, those that were. */
import { KEPT_PAGES } from "./kept-pages";

async function list(): Promise<void> {
  const cache = await caches.open(KEPT_PAGES);
  const pages = (await cache.keys()).filter(({ url }) => /(?<!\/not-kept)\.html$/.test(url));
  const items = pages.map(async (request) => {
    const text = await (await cache.match(request))!.text();
    const link = document.createElement("a");
    link.href = request.url;
    link.textContent = new DOMParser().parseFromString(text, "text/html").title;
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  document.querySelector("#kept")!.append(...(await Promise.all(items)));
}

document.querySelector("#again")!.addEventListener("click", () => {
  location.reload();
});
void list();
