import type { JsonObject } from "../json";

/** The stops of a slider, counted from 0. The value between two stops is that of neither: it stays as it was written. */
export class Stops {
  readonly count: number;
  readonly #min: number;
  readonly #max: number;
  readonly #step: number;
  readonly #isLog: boolean;

  constructor(state: JsonObject) {
    const { min, max, step } = state;
    [this.#min, this.#max] = [Number(min ?? 0), Number(max ?? 1)];
    this.#isLog = "base" in state;
    this.#step = Number(step ?? 1) || (this.#max - this.#min) / 100;
    this.count = Math.max(1, Math.ceil((this.#max - this.#min) / this.#step - 1e-6));
  }

  /** The stop that is nearest to a value. */
  nearest(value: number): number {
    const place = this.#isLog ? Math.log10(value) : value;
    return Math.min(Math.max(Math.round((place - this.#min) / this.#step), 0), this.count);
  }

  valueAt(stop: number): number {
    const place = stop >= this.count ? this.#max : this.#min + stop * this.#step;
    // Three digits of a power of ten are as fine as the slider.
    if (this.#isLog) return stop > 0 && stop < this.count ? round(10 ** place, 3) : round(10 ** place, 12);
    return round(place, 12);
  }
}

function round(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** A number as a reader would write it: all of it, but for what computing with powers of ten has done to its last digits. */
export function numberText(value: unknown): string {
  const number = Number(value);
  return Number.isInteger(number) ? String(number) : String(round(number, 12));
}

/** A number that may have been typed with a decimal comma. 1,000 stays as it is: it may be meant as a thousand. */
export function pointed(typed: string): string {
  return /^\s*[+-]?[1-9]\d{0,2},\d{3}\s*$/.test(typed)
    ? typed
    : typed.replace(/^(\s*[+-]?\d*),(\d+(?:e[+-]?\d+)?\s*)$/i, "$1.$2");
}
