import { formatNumber, rounded } from "../math/format";

type Direction = "up" | "down" | "level" | "lost";

const VERBS: Readonly<Record<Direction, readonly [one: string, several: string]>> = {
  up: ["grows", "grow"],
  down: ["falls", "fall"],
  level: ["stays level", "stay level"],
  lost: ["ends in NaN", "end in NaN"],
};

/** What changes by less than this factor stays level. */
const LEVEL = 1.25;

/** With more lines than this, numbers would be a list. */
const MOST = 2;

function directionOf(values: readonly number[]): Direction {
  const [first, last] = [values[0]!, values.at(-1)!];
  if (Number.isNaN(first) || Number.isNaN(last)) return "lost";
  const isLevel = first === last || (first / last < LEVEL && last / first < LEVEL && first / last > 0);
  return isLevel ? "level" : last > first ? "up" : "down";
}

/** "grows 3-fold", or what else becomes of one line. */
function courseOf(values: readonly number[]): string {
  const [first, last] = [values[0]!, values.at(-1)!];
  if (values.length === 1) return `is ${formatNumber(first)}`;
  const direction = directionOf(values);
  const verb = VERBS[direction][0];
  if (direction === "level" || direction === "lost") return verb;
  if (last === Infinity) return `${verb} without end`;
  const factor = direction === "up" ? last / first : first / last;
  if (first > 0 && factor > 0 && factor < Infinity) return `${verb} ${formatNumber(rounded(factor, 2))}-fold`;
  return `${verb} from ${formatNumber(first)} to ${formatNumber(last)}`;
}

/**
 * What becomes of a quantity along the lines of a figure, as its title: by which factor each of one or two lines grows or
 * falls; of more, which of them do.
 *
 * @param along - what they go along: "layer"
 * @param ends - where they begin and end
 * @param lines - by name, one number or more for each
 *
 * @example
 * coursesOf("size", "layer", [1, 3], { halving: [1, 0.5, 0.25] }); // "Size falls 4-fold from layer 1 to 3"
 * coursesOf("size", "layer", [1, 1], { one: [2] }); // "Size is 2 at layer 1"
 */
export function coursesOf(
  quantity: string,
  along: string,
  [first, last]: readonly [number, number],
  lines: Readonly<Record<string, readonly number[]>>,
): string {
  const entries = Object.entries(lines);
  const subject = quantity.charAt(0).toUpperCase() + quantity.slice(1);
  const [from, to] = [first, last].map((end) => formatNumber(end));
  const stretch = from === to ? `at ${along} ${from}` : `from ${along} ${from} to ${to}`;
  if (entries.length === 1) {
    const course = courseOf(entries[0]![1]);
    return course.includes(" from ") ? `${subject} ${stretch} ${course}` : `${subject} ${course} ${stretch}`;
  }
  const courses =
    entries.length <= MOST
      ? entries.map(([name, values]) => `${name} ${courseOf(values)}`)
      : (Object.keys(VERBS) as Direction[]).flatMap((direction) => {
          const names = entries
            .filter(([, values]) => directionOf(values) === direction)
            .map(([name]) => name);
          return names.length === 0
            ? []
            : [`${names.join(", ")} ${VERBS[direction][names.length === 1 ? 0 : 1]}`];
        });
  return `${subject} ${stretch}: ${courses.join("; ")}`;
}
