import type { IndexedPicture } from "./colours";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Colour type 3 of the PNG format: each pixel is an index into a palette. */
const INDEXED = 3;

/** The picture as a PNG file (W3C Portable Network Graphics, third edition). */
export async function pngFile(picture: IndexedPicture): Promise<Uint8Array> {
  const lines = await deflated(scanlines(picture));
  return pngParts(picture, () => lines);
}

/** The same at once. @param deflate - compresses the rows */
export function pngParts(picture: IndexedPicture, deflate: (rows: Uint8Array) => Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, picture.width);
  header.setUint32(4, picture.height);
  header.setUint8(8, 8); // bits a pixel
  header.setUint8(9, INDEXED);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("PLTE", picture.palette),
    chunk("IDAT", deflate(scanlines(picture))),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** The rows, each after a byte that says how it is filtered: not at all, which suits palettes best. */
function scanlines({ width, height, pixels }: IndexedPicture): Uint8Array {
  const lines = new Uint8Array(height * (width + 1));
  for (let row = 0; row < height; row++) {
    lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return lines;
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const body = joined([new TextEncoder().encode(type), content]);
  const framed = new DataView(new ArrayBuffer(body.length + 8));
  framed.setUint32(0, content.length);
  new Uint8Array(framed.buffer).set(body, 4);
  framed.setUint32(body.length + 4, crc32(body));
  return new Uint8Array(framed.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** The checksum of PNG chunks: the remainder for the polynomial of ISO 3309, bit by bit from the lowest. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
