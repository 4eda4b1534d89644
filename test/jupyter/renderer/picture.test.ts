import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { indexed } from "../../../jupyter/renderer/src/picture/colours";
import { pngFile } from "../../../jupyter/renderer/src/picture/png";

/** A picture whose pixels are the given colours in turn. */
function pictureOf(
  width: number,
  height: number,
  colourOf: (place: number) => [number, number, number],
): ImageData {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let place = 0; place < width * height; place++) data.set([...colourOf(place), 255], 4 * place);
  return { width, height, data, colorSpace: "srgb" } as unknown as ImageData;
}

function colourAt({ palette, pixels }: ReturnType<typeof indexed>, place: number): number[] {
  return [...palette.subarray(3 * pixels[place]!, 3 * pixels[place]! + 3)];
}

test("a picture of few colours keeps each of them exactly", () => {
  const colours: [number, number, number][] = [
    [255, 255, 255],
    [0, 114, 178],
    [213, 94, 0],
  ];
  const picture = indexed(pictureOf(30, 10, (place) => colours[place % 3]!));
  assert.equal(picture.palette.length, 9);
  for (let place = 0; place < 300; place++) assert.deepEqual(colourAt(picture, place), colours[place % 3]);
});

test("of many colours the large areas stay exact, and no pixel strays far", () => {
  const original = (place: number): [number, number, number] =>
    place < 9000 ? [255, 255, 255] : [place % 256, (3 * place) % 256, 128];
  const picture = indexed(pictureOf(100, 100, original));
  assert.equal(picture.palette.length, 3 * 64);
  assert.deepEqual(colourAt(picture, 0), [255, 255, 255]);
  // 64 boxes in a plane of 256 x 256 are 32 x 32 on average; a stretched one may be twice as long.
  for (let place = 9000; place < 10_000; place++) {
    const off = original(place).map((channel, i) => Math.abs(channel - colourAt(picture, place)[i]!));
    assert.ok(Math.max(...off) <= 64, `${String(off)} at ${place}`);
  }
});

test("the PNG file holds the size, the palette and every row", async () => {
  const picture = {
    width: 3,
    height: 2,
    palette: Uint8Array.of(255, 255, 255, 1, 2, 3),
    pixels: Uint8Array.of(0, 1, 0, 1, 1, 0),
  };
  const file = Buffer.from(await pngFile(picture));
  assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]], [3, 2, 8, 3]);
  const chunk = (type: string): Buffer => {
    const at = file.indexOf(type);
    return file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4));
  };
  assert.deepEqual([...chunk("PLTE")], [...picture.palette]);
  assert.deepEqual([...inflateSync(chunk("IDAT"))], [0, 0, 1, 0, 0, 1, 1, 0]);
  // The checksum of the empty last chunk is the same in every PNG file.
  assert.equal(file.subarray(-8).toString("hex"), "49454e44ae426082");
});
