/** A picture of a map as a PNG file in a data URI, made at once: a page cannot wait for one during a drag. */
import { pngParts } from "../picture/png";
import type { IndexedPicture } from "../picture/colours";

/** Compresses what a PNG file holds; without one, the bytes are stored as they are. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

export function pictureUri(picture: IndexedPicture, deflate: Deflate = stored): string {
  const file = pngParts(picture, deflate);
  let text = "";
  for (const byte of file) text += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(text)}`;
}

/** The longest block that the format stores. */
const BLOCK = 0xffff;

/** Bytes in the wrapping of zlib (RFC 1950), in blocks that are not compressed (RFC 1951). */
export function stored(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
  const whole = new Uint8Array(2 + bytes.length + 5 * blocks + 4);
  whole.set([0x78, 0x01]);
  let place = 2;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * BLOCK, (block + 1) * BLOCK);
    const [size, inverse] = [part.length, ~part.length];
    whole.set([block === blocks - 1 ? 1 : 0, size, size >> 8, inverse, inverse >> 8], place);
    whole.set(part, place + 5);
    place += 5 + part.length;
  }
  new DataView(whole.buffer).setUint32(place, adler32(bytes));
  return whole;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}
