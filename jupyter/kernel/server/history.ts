/** The cells that were run, for front ends that ask for them. */
import type { Content } from "../common/messages";

interface Entry {
  readonly line: number;
  readonly source: string;
}

/** Of a longer pattern, no more is compared: front ends search for what someone has typed. */
const LONGEST_PATTERN = 200;

/** There is one session, which has this number. */
const SESSION = 1;

export class History {
  readonly #entries: Entry[] = [];

  add(line: number, source: string): void {
    this.#entries.push({ line, source });
  }

  /** The content of a `history_reply`. */
  answer(request: Content): Content {
    const { output = false } = request;
    const history = this.#select(request).map(({ line, source }) => [
      SESSION,
      line,
      output ? [source, null] : source,
    ]);
    return { status: "ok", history };
  }

  #select({ hist_access_type: access, start, stop, n, pattern, unique }: Content): Entry[] {
    if (access === "range") {
      const from = Number(start ?? 0);
      const to = stop === null || stop === undefined ? Infinity : Number(stop);
      return this.#entries.filter(({ line }) => line >= from && line < to);
    }
    const matching =
      access === "search"
        ? this.#entries.filter(matches(typeof pattern === "string" ? pattern : "*"))
        : this.#entries;
    const last = new Map(matching.map((entry) => [unique ? entry.source : entry, entry]));
    return [...last.values()].slice(-Number(n ?? Infinity));
  }
}

/** Patterns as in a shell: `*` stands for any text and `?` for one character. */
function matches(pattern: string): (entry: Entry) => boolean {
  const signs = pattern.slice(0, LONGEST_PATTERN);
  return ({ source }) => isMatch(source, signs);
}

/** Goes back to the last `*` only, and never to one before it: the time is that of the two lengths multiplied. */
function isMatch(text: string, signs: string): boolean {
  let [place, sign, star, taken] = [0, 0, -1, 0];
  while (place < text.length) {
    if (signs[sign] === "*") [star, taken] = [sign++, place];
    else if (signs[sign] === "?" || signs[sign] === text[place]) [place, sign] = [place + 1, sign + 1];
    else if (star < 0) return false;
    else [place, sign] = [++taken, star + 1];
  }
  return /^\**$/.test(signs.slice(sign));
}
