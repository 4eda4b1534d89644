import assert from "node:assert/strict";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { REPOSITORY } from "../../browser/helpers/repository";
import { type Hub, startHub } from "./hub";
import { Teacher, kit } from "./teacher";

/** The password that all students of the school have in common. */
export const PASSWORD = "the class's";
/** What the teacher's page has a hub load. */
export const CONFIG = path.join(REPOSITORY, "jupyter/class/jupyterhub_config.py");

/** As students.py prints it. */
export interface Student {
  readonly name: string;
  readonly address: string;
  readonly extensions: readonly string[];
  readonly asksAboutNews: boolean;
  readonly cells: number;
  readonly errors: readonly string[];
  readonly mimeTypes: readonly string[];
  readonly last: string;
  readonly seconds: { readonly start: number; readonly run: number };
  readonly memory: { readonly server: number; readonly kernel: number } | null;
}

/** Only root needs it, where tests run as root: a class's servers belong to its students. */
const asRoot = process.getuid?.() === 0 ? ["--allow-root"] : [];

/** A school whose students log in with a common password; each has a home folder but no account. */
export class School {
  private constructor(
    readonly teacher: Teacher,
    readonly homes: string,
  ) {}

  static async open(): Promise<School> {
    const teacher = await Teacher.start();
    await teacher.does(kit("handout", "--hub"));
    return new School(teacher, path.join(teacher.home, "homes"));
  }

  /**
   * Lets students come at the same time, each of whom runs the first cells of the first lesson, and checks what they find.
   *
   * @param names - of the students; the first has been there before
   */
  async teach(names: readonly string[], cells: number): Promise<Student[]> {
    const lessons = (await readdir(path.join(REPOSITORY, "handout"))).sort();
    const old = path.join(this.homes, names[0]!, "breaking-symmetry", lessons[1]!);
    await mkdir(path.dirname(old), { recursive: true });
    await writeFile(old, "what the student wrote");

    const hub = await this.#hub();
    let students: Student[];
    try {
      const script = path.join(REPOSITORY, "test/class/tools/students.py");
      const words = ["python", script, hub.address, PASSWORD, String(cells), "process.env.SCHOOL", ...names];
      students = JSON.parse(await this.teacher.does(words)) as Student[];
    } catch (error) {
      throw new Error(`The hub's log ends with:\n${hub.log().slice(-4000)}`, { cause: error });
    } finally {
      await hub.stop();
    }

    for (const { name, address, extensions, asksAboutNews, errors, last } of students) {
      // Where a server takes its time, the hub counts how often it has sent the page back.
      assert.equal(address.split("?")[0], "/lab/tree/breaking-symmetry/01-why-not-zeros.ipynb");
      assert.ok(extensions.includes("breaking-symmetry-plotly"), "figures are drawn");
      assert.ok(extensions.includes("@jupyter-widgets/jupyterlab-manager"), "controls are drawn");
      assert.equal(asksAboutNews, false);
      assert.deepEqual(errors, []);
      assert.equal(last, "'ours'", "the hub's own settings hold too");
      assert.deepEqual((await readdir(path.join(this.homes, name, "breaking-symmetry"))).sort(), lessons);
    }
    assert.equal(students.length, names.length);
    assert.equal(await readFile(old, "utf8"), "what the student wrote");
    assert.doesNotMatch(hub.log(), /not recognized|Unrecognized/i);
    return students;
  }

  async #hub(): Promise<Hub> {
    const config = path.join(this.teacher.home, "jupyterhub_config.py");
    const lines = [
      "c = get_config()",
      'c.JupyterHub.authenticator_class = "dummy"',
      `c.DummyAuthenticator.password = ${JSON.stringify(PASSWORD)}`,
      "c.Authenticator.allow_all = True",
      'c.JupyterHub.spawner_class = "simple"',
      `c.SimpleLocalProcessSpawner.home_dir_template = ${JSON.stringify(path.join(this.homes, "{username}"))}`,
      `c.Spawner.args = ${JSON.stringify(asRoot)}`,
      'c.Spawner.environment = {"SCHOOL": "ours"}',
      `load_subconfig(${JSON.stringify(CONFIG)})`,
    ];
    await writeFile(config, lines.join("\n"));
    return startHub(this.teacher, config);
  }
}
