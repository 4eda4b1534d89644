/** A picture of few colours: less than half the size of one in full colour, and a plot seldom needs more. */
export interface IndexedPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each colour, one after the other. */
  readonly palette: Uint8Array;
  /** One index into the palette a pixel, row by row. */
  readonly pixels: Uint8Array;
}

interface Colour {
  /** The four bytes of its pixels. */
  readonly word: number;
  readonly rgb: readonly [number, number, number];
  /** How many pixels have it. */
  count: number;
}

/** Enough for the edges of lines and letters to stay smooth; each doubling adds an eighth to the file. */
const MOST_COLOURS = 64;

/** Reduces an opaque picture to the colours that matter most, by median cut. */
export function indexed({ width, height, data }: ImageData): IndexedPicture {
  const words = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const boxes = medianCut(coloursIn(words));
  const palette = new Uint8Array(3 * boxes.length);
  const indexOf = new Map<number, number>();
  boxes.forEach((box, index) => {
    palette.set(mostFrequent(box).rgb, 3 * index);
    for (const { word } of box) indexOf.set(word, index);
  });
  return { width, height, palette, pixels: replaced(words, indexOf) };
}

// In both loops over the pixels a run of equal ones, of which plots mostly consist, is looked up only once.

function coloursIn(words: Uint32Array): Colour[] {
  const colours = new Map<number, Colour>();
  let colour: Colour | undefined;
  for (const word of words) {
    if (colour?.word !== word) {
      colour = colours.get(word) ?? { word, rgb: rgbOf(word), count: 0 };
      colours.set(word, colour);
    }
    colour.count++;
  }
  return [...colours.values()];
}

function replaced(words: Uint32Array, indexOf: ReadonlyMap<number, number>): Uint8Array {
  let last: number | undefined;
  let index = 0;
  return Uint8Array.from(words, (word) => {
    if (word !== last) index = indexOf.get((last = word))!;
    return index;
  });
}

/** Splits the box that spans most, where half of its pixels lie on either side, until there are enough. */
function medianCut(colours: Colour[]): Colour[][] {
  const boxes = [colours];
  while (boxes.length < MOST_COLOURS) {
    const widest = boxes.reduce((most, box) => (span(box).weight > span(most).weight ? box : most));
    if (widest.length < 2) break;
    boxes.splice(boxes.indexOf(widest), 1, ...halves(widest));
  }
  return boxes;
}

interface Span {
  readonly channel: number;
  readonly weight: number;
}

const spans = new WeakMap<Colour[], Span>();

/** In which channel a box is widest, and how much splitting it would help: a wide box of many pixels first. */
function span(box: Colour[]): Span {
  const known = spans.get(box);
  if (known !== undefined) return known;
  const ranges = [0, 1, 2].map((channel) => range(box, channel));
  const widest = Math.max(...ranges);
  const pixels = box.reduce((sum, { count }) => sum + count, 0);
  // Edges of lines and letters are few pixels but seen: the logarithm lets them count beside large areas.
  const found = { channel: ranges.indexOf(widest), weight: widest * Math.log2(1 + pixels) };
  spans.set(box, found);
  return found;
}

function range(box: readonly Colour[], channel: number): number {
  let least = 255;
  let most = 0;
  for (const { rgb } of box) {
    least = Math.min(least, rgb[channel]!);
    most = Math.max(most, rgb[channel]!);
  }
  return most - least;
}

function halves(box: Colour[]): [Colour[], Colour[]] {
  const { channel } = span(box);
  const sorted = [...box].sort((a, b) => a.rgb[channel]! - b.rgb[channel]!);
  const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  let passed = 0;
  const middle = sorted.findIndex(({ count }) => (passed += count) >= half);
  const cut = Math.min(Math.max(middle, 1), sorted.length - 1);
  return [sorted.slice(0, cut), sorted.slice(cut)];
}

/** A colour of the picture itself, not a mean: so paper stays white, and flat areas keep exactly their colour. */
function mostFrequent(box: readonly Colour[]): Colour {
  return box.reduce((most, colour) => (colour.count > most.count ? colour : most));
}

/** The channels of a pixel as it lies in memory: on every machine that runs a browser, red comes first. */
function rgbOf(word: number): [number, number, number] {
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255];
}
