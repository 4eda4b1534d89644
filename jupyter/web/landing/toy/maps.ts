/** The coloured squares: what a unit, or the network, answers at each point of the plane of inputs. */
import { Matrix } from "../../../../lib/math/matrix";
import { forward } from "../../../../lib/network/forward";
import type { Network } from "../../../../lib/network/network";

/** Half the width of what is drawn; the examples have some air around them. */
export const HALF_VIEW = 1.62;

type Colour = readonly [red: number, green: number, blue: number];

/** A square of answers from 0 to 1, in colours that CSS names. */
export class AnswerMap {
  readonly #points: Matrix;
  readonly #image: ImageData;
  #colours: readonly Colour[] = [];

  /** @param names - the CSS variables of the colours for 0, perhaps one half, and 1 */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly names: readonly string[],
  ) {
    const { width: size } = canvas;
    const place = (k: number): number => HALF_VIEW * ((2 * k + 1) / size - 1);
    const places = Array.from({ length: size }, (_, k) => place(k));
    this.#points = Matrix.from([
      places.flatMap(() => places),
      places.flatMap((_, row) => places.map(() => -place(row))),
    ]);
    this.#image = new ImageData(size, size);
    this.readColours();
  }

  readColours(): void {
    const style = getComputedStyle(this.canvas);
    this.#colours = this.names.map((name) => {
      const hex = style.getPropertyValue(name).trim();
      return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour;
    });
  }

  /** The activations of a layer at all points, one row a unit. */
  answers(network: Network, layer: number): Matrix {
    return forward(network, this.#points)[layer]!.A;
  }

  draw(answers: ArrayLike<number>): void {
    const { data } = this.#image;
    const last = this.#colours.length - 1;
    for (let k = 0; k < answers.length; k++) {
      const at = answers[k]! * last;
      const below = Math.min(last - 1, Math.floor(at));
      const [from, to] = [this.#colours[below]!, this.#colours[below + 1]!];
      for (let c = 0; c < 3; c++) data[4 * k + c] = from[c]! + (to[c]! - from[c]!) * (at - below);
      data[4 * k + 3] = 255;
    }
    this.canvas.getContext("2d")!.putImageData(this.#image, 0, 0);
  }
}
