/** Where an axis has ticks, and what stands at them. */
import type { Ruler } from "./axes";
import { widthOf } from "./words";

export interface Tick {
  /** As the axis counts: in decades on a logarithmic one. */
  readonly at: number;
  readonly label: string;
}

/** Pixels between two labels side by side, and from the middle of one to that of the next below it. */
const APART = { x: 14, y: 19 };

/** About how many pixels one tick has. */
const ROOM = { x: 58, y: 36 };

/** The ticks of an axis on so many pixels, as many as have room for their labels. */
export function ticksOf(ruler: Ruler, length: number): Tick[] {
  const [low, high] = ruler.range[0] <= ruler.range[1] ? ruler.range : [ruler.range[1], ruler.range[0]];
  const slack = (high - low) * 1e-9;
  let fewest: Tick[] = [];
  for (const ticks of choices(ruler, length, low, high)) {
    const chosen = ticks.filter(({ at }) => at >= low - slack && at <= high + slack);
    if (hasRoom(chosen, ruler, length)) return chosen;
    fewest = chosen.slice(0, 1);
  }
  return fewest;
}

/** Fewer and fewer ticks. */
function choices(ruler: Ruler, length: number, low: number, high: number): Iterable<readonly Tick[]> {
  const { axis, letter, categories, isLog } = ruler;
  const most = Math.max(2, Math.min(axis.nticks ?? 9, length / ROOM[letter]));
  if (axis.tickvals)
    return fewer(
      axis.tickvals.map((value, i) => {
        const at = isLog ? Math.log10(value) : value;
        return { at, label: axis.ticktext?.[i] ?? (isLog ? power(at) : numberText(value, 0)) };
      }),
      isLog,
    );
  if (categories) return fewer(categories.map((label, at) => ({ at, label })));
  if (isLog) return fewer(decades(low, high, axis.dtick, length / ROOM[letter]), true);
  return [1, 1.4, 2, 3, 4, 8].map((less) =>
    even(low, high, (axis.dtick ?? niceStep((high - low) / most)) * less, axis.dtick),
  );
}

/** Of ticks that are given, every second, every third and so on; of a logarithmic axis, the powers of ten stay longest. */
function* fewer(ticks: readonly Tick[], isLog = false): Generator<readonly Tick[]> {
  yield ticks;
  const tens = ticks.filter(({ at }) => Math.abs(at - Math.round(at)) < 1e-9);
  const kept = isLog && tens.length > 1 ? tens : ticks;
  if (kept !== ticks) yield kept;
  for (const step of [2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 32, 40])
    yield kept.filter((_, place) => place % step === 0);
}

/** Ticks at the multiples of a step, which is made round if the figure has not chosen it. */
function even(low: number, high: number, least: number, dtick: number | undefined): Tick[] {
  const step = dtick === undefined ? niceStep(least) : dtick * Math.ceil(least / dtick - 1e-9);
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  return Array.from({ length: Math.min(1000, Math.max(0, last - first + 1)) }, (_, i) => {
    const at = (first + i) * step;
    return { at, label: numberText(at, step) };
  });
}

function hasRoom(ticks: readonly Tick[], { letter, range }: Ruler, length: number): boolean {
  const scale = length / Math.abs(range[1] - range[0]);
  return ticks.slice(1).every((tick, before) => {
    const other = ticks[before]!;
    const distance = Math.abs(tick.at - other.at) * scale;
    const needed = letter === "x" ? (widthOf(tick.label) + widthOf(other.label)) / 2 + APART.x : APART.y;
    return distance >= needed;
  });
}

/** One of 1, 2 and 5 times a power of ten, hardly smaller than asked for. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= least * 0.8)!;
}

function decades(low: number, high: number, dtick: number | undefined, most: number): Tick[] {
  const step = dtick ?? Math.max(1, Math.ceil((high - low) / most));
  const isShort = dtick === undefined && high - low < 2;
  const ticks: Tick[] = [];
  for (let decade = Math.floor(low); decade <= high; decade += step)
    for (const factor of isShort ? [1, 2, 5] : [1]) {
      const at = decade + Math.log10(factor);
      ticks.push({ at, label: power(at) });
    }
  return ticks;
}

/** A number on a logarithmic axis, of which the decades are given. */
function power(decades: number): string {
  const whole = Math.round(decades);
  if (Math.abs(decades - whole) < 1e-9 && (whole < -3 || whole > 4))
    return `10<sup>${String(whole).replace("-", "−")}</sup>`;
  return numberText(Number((10 ** decades).toPrecision(3)), 0);
}

/** A number as the axis says it, with as many decimals as the step between two ticks has. */
export function numberText(value: number, step: number): string {
  const decimals = step > 0 ? Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) : 0;
  const text = step > 0 && decimals <= 12 ? value.toFixed(decimals) : String(Number(value.toPrecision(12)));
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  if (whole === "") return text;
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ",") : whole;
  const isZero = /^[0.]*$/.test(whole + rest);
  return `${sign && !isZero ? "−" : ""}${grouped}${rest}`;
}
