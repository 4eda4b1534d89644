import { readLessons } from "../../../jupyter/web/lessons.mjs";
import { performancesOf } from "../../../jupyter/web/performances.mjs";

/** A figure that a cell of the course shows. */
export interface CourseFigure {
  readonly name: string;
  readonly figure: Record<string, unknown>;
}

/** All figures of the course, as the site's pages show them. */
export async function courseFigures(): Promise<CourseFigure[]> {
  const performances = await performancesOf(await readLessons());
  return [...performances].flatMap(([lesson, cells]) =>
    Object.entries(cells).flatMap(([cell, displays]) =>
      displays.flatMap((display) =>
        display.kind === "figure" ? [{ name: `${lesson}, ${cell}`, figure: display.figure }] : [],
      ),
    ),
  );
}
