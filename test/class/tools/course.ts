import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Notebook, readNotebook } from "../../browser/helpers/notebook";
import { REPOSITORY } from "../../browser/helpers/repository";
import { type Exercise, exercisesOf } from "../../notebooks/tools/exercises";
import { type Teacher, kit } from "./teacher";

/** A course of nbgrader's, in a teacher's home. */
export class Course {
  private constructor(
    private readonly teacher: Teacher,
    readonly folder: string,
  ) {}

  static async start(teacher: Teacher): Promise<Course> {
    const folder = path.join(teacher.home, "course");
    await teacher.does(kit("register"));
    await teacher.does(kit("handout", "--nbgrader", folder));
    // The gradebook is made by whoever comes first, and two who come at once get in each other's way.
    await teacher.does(["nbgrader", "db", "assignment", "list"], folder);
    return new Course(teacher, folder);
  }

  /** Hands out a lesson. */
  async assign(lesson: string): Promise<Assignment> {
    await this.teacher.does(["nbgrader", "generate_assignment", lesson], this.folder);
    const read = (...place: string[]) => readNotebook(path.join(...place, `${lesson}.ipynb`));
    const exercises = exercisesOf(await read(REPOSITORY, "notebooks"));
    return new Assignment(
      this.teacher,
      this.folder,
      lesson,
      exercises,
      await read(this.folder, "release", lesson),
    );
  }
}

/** A lesson that students hand in. */
export class Assignment {
  constructor(
    private readonly teacher: Teacher,
    private readonly course: string,
    private readonly lesson: string,
    readonly exercises: readonly Exercise[],
    /** What students get. */
    readonly released: Notebook,
  ) {}

  /** Hands in these answers, in the order of the exercises; undefined leaves one as it was. */
  async submit(student: string, answers: readonly (string | undefined)[]): Promise<void> {
    const cells = this.released.cells.map((cell) => {
      const answer = answers[this.exercises.findIndex((exercise) => exercise.cell.id === cell.id)];
      return answer === undefined ? cell : { ...cell, source: answer };
    });
    const folder = path.join(this.course, "submitted", student, this.lesson);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${this.lesson}.ipynb`), JSON.stringify({ ...this.released, cells }));
  }

  /** Grades what was handed in. @returns each student's points, and how many there are */
  async grade(): Promise<Record<string, [number, number]>> {
    await this.teacher.does(["nbgrader", "autograde", this.lesson], this.course);
    const script = [
      "import json",
      "from nbgrader.api import Gradebook",
      'with Gradebook("sqlite:///gradebook.db") as book:',
      `    graded = book.assignment_submissions(${JSON.stringify(this.lesson)})`,
      "    print(json.dumps({one.student.id: [one.score, one.max_score] for one in graded}))",
    ].join("\n");
    const scores = await this.teacher.does(["python", "-c", script], this.course);
    return JSON.parse(scores) as Record<string, [number, number]>;
  }

  /** The page that a student gets back. */
  async feedback(student: string): Promise<string> {
    await this.teacher.does(
      ["nbgrader", "generate_feedback", this.lesson, "--student", student],
      this.course,
    );
    return readFile(path.join(this.course, "feedback", student, this.lesson, `${this.lesson}.html`), "utf8");
  }
}
