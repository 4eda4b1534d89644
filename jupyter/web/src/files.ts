/** Finds the files of the site: beside the page, or inside it, if it is one file that works from a disk. */

const { src } = document.currentScript as HTMLScriptElement;

/** The site's files with marks of what is in them; none in a page that is one file. */
export const versions = JSON.parse(document.getElementById("versions")?.textContent ?? "{}") as Readonly<
  Record<string, string>
>;

/** The address of a file of the site: of just the one that this page was made with. */
export function addressOf(name: string): string {
  const version = versions[name];
  return new URL(version === undefined ? name : `${name}?v=${version}`, src).href;
}

/** What a page says of a file that has not come. */
export const unreached = (name: string): string => `Cannot load ${name}: is there a connection?`;

/** The address from which a file can be loaded. */
export async function place(name: string): Promise<string> {
  const inside = document.getElementById(`file:${name}`)?.textContent;
  if (inside == null) return addressOf(name);
  const packed = Uint8Array.from(atob(inside), (character) => character.charCodeAt(0));
  const text = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const type = name.endsWith(".js") ? "text/javascript" : "application/json";
  return URL.createObjectURL(new Blob([await new Response(text).arrayBuffer()], { type }));
}
