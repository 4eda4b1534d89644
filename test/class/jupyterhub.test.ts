// A hub serves the course to a class, as the teacher's page says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { REPOSITORY } from "../browser/helpers/repository";
import { type Hub, startHub } from "./tools/hub";
import { Teacher, kit } from "./tools/teacher";

const PASSWORD = "the class's";
const CONFIG = path.join(REPOSITORY, "jupyter/class/jupyterhub_config.py");

/** As students.py prints it. */
interface Student {
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

describe("JupyterHub", { skip: process.platform === "win32" && "it does not run on Windows" }, () => {
  let teacher: Teacher;
  let homes: string;
  before(async () => {
    teacher = await Teacher.start();
    homes = path.join(teacher.home, "homes");
    await teacher.does(kit("handout", "--hub"));
  });
  after(() => teacher.leave());

  /** A hub of a school: students log in with a common password, and each has a home folder but no account. */
  async function schoolHub(): Promise<Hub> {
    const config = path.join(teacher.home, "jupyterhub_config.py");
    const lines = [
      "c = get_config()",
      'c.JupyterHub.authenticator_class = "dummy"',
      `c.DummyAuthenticator.password = ${JSON.stringify(PASSWORD)}`,
      "c.Authenticator.allow_all = True",
      'c.JupyterHub.spawner_class = "simple"',
      `c.SimpleLocalProcessSpawner.home_dir_template = ${JSON.stringify(path.join(homes, "{username}"))}`,
      `c.Spawner.args = ${JSON.stringify(asRoot)}`,
      'c.Spawner.environment = {"SCHOOL": "ours"}',
      `load_subconfig(${JSON.stringify(CONFIG)})`,
    ];
    await writeFile(config, lines.join("\n"));
    return startHub(teacher, config);
  }

  test("three students at once run the first lesson without an error, each on a server of their own", async (t) => {
    const lessons = (await readdir(path.join(REPOSITORY, "handout"))).sort();
    // One of them has been here before.
    const old = path.join(homes, "ada", "breaking-symmetry", lessons[1] ?? "");
    await mkdir(path.dirname(old), { recursive: true });
    await writeFile(old, "what Ada wrote");

    const hub = await schoolHub();
    let students: Student[];
    try {
      const script = path.join(REPOSITORY, "test/class/tools/students.py");
      const words = ["python", script, hub.address, PASSWORD, "process.env.SCHOOL", "ada", "bob", "cy"];
      students = JSON.parse(await teacher.does(words)) as Student[];
    } catch (error) {
      throw new Error(`The hub's log ends with:\n${hub.log().slice(-4000)}`, { cause: error });
    } finally {
      await hub.stop();
    }

    for (const { name, address, extensions, asksAboutNews, cells, errors, mimeTypes, last } of students) {
      assert.equal(address, "/lab/tree/breaking-symmetry/01-why-not-zeros.ipynb");
      assert.ok(extensions.includes("breaking-symmetry-plotly"), "figures are drawn");
      assert.ok(extensions.includes("@jupyter-widgets/jupyterlab-manager"), "controls are drawn");
      assert.equal(asksAboutNews, false);
      assert.ok(cells > 15);
      assert.deepEqual(errors, []);
      assert.ok(mimeTypes.includes("application/vnd.plotly.v1+json"));
      assert.equal(last, "'ours'", "the hub's own settings hold too");
      assert.deepEqual((await readdir(path.join(homes, name, "breaking-symmetry"))).sort(), lessons);
    }
    assert.equal(students.length, 3);
    assert.equal(await readFile(old, "utf8"), "what Ada wrote");
    assert.doesNotMatch(hub.log(), /not recognized|Unrecognized/i);
    for (const { name, seconds, memory } of students) {
      const took = `${name}'s server came after ${seconds.start.toFixed(0)} s, the lesson took ${seconds.run.toFixed(0)} s`;
      const takes =
        memory && `; server ${memory.server.toFixed(0)} MB, kernel ${memory.kernel.toFixed(0)} MB`;
      t.diagnostic(`${took}${takes ?? ""}`);
      // Far above what the teacher's page says, but a kernel that keeps all it ever made would be higher.
      assert.ok(!memory || (memory.server > 20 && memory.kernel > 50 && memory.server + memory.kernel < 800));
    }
  });

  test(
    "a hub that is ended leaves no kernel behind",
    { skip: process.platform !== "linux" && "only Linux tells" },
    async () => {
      const left = () =>
        readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && environOf(pid).includes(`HOME=${homes}`));
      for (let tries = 0; left().length > 0 && tries < 50; tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual(left(), []);
    },
  );

  test("without a configuration of its own, a hub lets in whom the command line allows", async () => {
    const allowed = ["--Authenticator.allow_all=True", "--JupyterHub.authenticator_class=dummy"];
    const hub = await startHub(teacher, CONFIG, ...allowed);
    try {
      assert.equal(await logIn(hub, "ada"), 302);
    } finally {
      await hub.stop();
    }
  });

  test("a kit that is not set up says what to run, and no hub starts", async () => {
    const copy = path.join(teacher.home, "kit", "jupyter", "class");
    await cp(path.dirname(CONFIG), copy, { recursive: true });
    const { code, output } = await teacher.run(
      ["jupyterhub", "--config", path.join(copy, path.basename(CONFIG))],
      teacher.home,
    );
    assert.notEqual(code, 0);
    assert.match(output, /Run this first: cd .*kit && npm run handout -- --hub/);
    assert.doesNotMatch(output, /Traceback|is now running/);
  });
});

/** Sends the form of the hub's front page. @returns the answer's status: 302 leads on to a server */
async function logIn({ address }: Hub, name: string): Promise<number> {
  const page = await ask(`${address}/hub/login`);
  const token = /name="_xsrf" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
  const form = new URLSearchParams({ username: name, password: PASSWORD, _xsrf: token });
  return (await ask(`${address}/hub/login`, { cookie: page.cookie, form })).status;
}

/** A request as of somebody who opens an address. `fetch` says of each of its own that it comes from a page's script. */
async function ask(address: string, sent?: { cookie: string; form: URLSearchParams }) {
  const headers = sent && { cookie: sent.cookie, "content-type": "application/x-www-form-urlencoded" };
  const asked = request(address, { method: sent ? "POST" : "GET", headers });
  asked.end(sent?.form.toString());
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const cookie = answer.headers["set-cookie"]?.map((one) => one.split(";")[0]).join("; ") ?? "";
  return { status: answer.statusCode ?? 0, cookie, text: Buffer.concat(await answer.toArray()).toString() };
}

/** What a process was started with; nothing if it is gone. */
function environOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}
