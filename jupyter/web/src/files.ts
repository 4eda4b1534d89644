/** Finds the files of the site: beside the page, or inside it, if it is one file that works from a disk. */

const { src } = document.currentScript as HTMLScriptElement;

/** The address of a file. */
export async function place(name: string): Promise<string> {
  const inside = document.getElementById(`file:${name}`)?.textContent;
  if (inside == null) return new URL(name, src).href;
  const packed = Uint8Array.from(atob(inside), (character) => character.charCodeAt(0));
  const text = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const type = name.endsWith(".js") ? "text/javascript" : "application/json";
  return URL.createObjectURL(new Blob([await new Response(text).arrayBuffer()], { type }));
}
