// Two set-ups in one folder: beside each other, or one after another that was killed and whose installers live on.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, readdirSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { exclusively } from "../../../jupyter/setup/lock.mjs";
import { here } from "../../../jupyter/setup/process.mjs";
import { seeded } from "../../../lib";
import { machine, scratch, write } from "./support/machine";
import { alive } from "./support/processes";
import { allFiles, damage, slowProject, written } from "./support/tools";

/** Only to end what would never end: nothing here depends on how long it takes. */
const posix = { skip: process.platform === "win32" && "process groups", timeout: 300_000 };
const folder = "jupyter/dist/set-up";

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly code: Promise<number | null>;
}

/** Starts the set-up of such a project. */
function start(t: TestContext, { root, env }: ReturnType<typeof slowProject>): Running {
  const child = spawn(here().node, ["set-up.mjs"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => (text += part.toString()));
  // Not "close": installers that outlive the set-up keep its pipes open.
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  t.after(() => child.kill("SIGTERM"));
  return { child, output: () => text, code };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10);
}

/** Checks that a set-up has succeeded and left everything right, so that the next has nothing to do. */
async function assertReady(t: TestContext, project: ReturnType<typeof slowProject>, last: Running) {
  assert.equal(await last.code, 0, last.output());
  assert.deepEqual(damage(project.root), [], last.output());
  assert.deepEqual(readdirSync(join(project.root, folder)), [], "no set-up is said to run");
  const next = start(t, project);
  await next.code;
  assert.equal(next.output(), "ready\n");
}

test(
  "of two set-ups at once, one waits for the other and says so, and then has nothing to do",
  posix,
  async (t) => {
    const project = slowProject(t);
    const both = [start(t, project), start(t, project)];
    const codes = await Promise.all(both.map(({ code }) => code));
    const outputs = both.map(({ output }) => output());
    assert.deepEqual(codes, [0, 0], outputs.join("\n"));
    const said = outputs.map((output) =>
      Number(
        /^Another set-up is running in this folder \(process (\d+)\): waiting for it$/m.exec(output)?.[1],
      ),
    );
    const waited = said.findIndex((pid) => pid > 0);
    assert.equal(said[waited], both[1 - waited]?.child.pid, "it names the process that it waits for");
    assert.equal(outputs[waited]?.match(/^✓ /gm)?.length, 1, "it only waited");
    await assertReady(t, project, both[waited]!);
  },
);

test("a set-up that is waiting can be stopped, and the other one goes on", posix, async (t) => {
  const project = slowProject(t);
  const first = start(t, project);
  await until(() => first.output() !== "" || readdirSync(project.root).includes("node_modules"));
  const second = start(t, project);
  await until(() => second.output().includes("waiting for it"));
  second.child.kill("SIGINT");
  assert.equal(await second.code, 130);
  await assertReady(t, project, first);
});

test(
  "a set-up whose installer fails ends the other installer before it lets another set-up in",
  posix,
  async (t) => {
    const project = slowProject(t);
    const npm = readFileSync(join(project.root, "bin/npm"), "utf8");
    write(project.root, { "bin/npm": "#!/bin/sh\nsleep 0.2\necho npm error code E403\nexit 1" });
    chmodSync(join(project.root, "bin/npm"), 0o755);
    const first = start(t, project);
    assert.equal(await first.code, 1);
    assert.match(first.output(), /\| npm error code E403\n {2}The package server refused to serve us/);
    assert.deepEqual(readdirSync(join(project.root, folder)), []);
    write(project.root, { "bin/npm": npm });
    await assertReady(t, project, start(t, project));
  },
);

const random = seeded(20);
const kills = 4;

// Spread over all that is installed and built, two at once.
describe("the next set-up makes good what is left", { concurrency: 2 }, () => {
  for (let i = 0; i < kills; i++) {
    const moment = Math.floor(((i + random()) / kills) * allFiles);
    test(`by one that is killed after ${moment} files while its installers live on`, posix, async (t) => {
      const project = slowProject(t);
      const killed = start(t, project);
      await until(() => written(project.root) >= moment || killed.child.exitCode !== null);
      killed.child.kill("SIGKILL");
      await killed.code;
      await assertReady(t, project, start(t, project));
    });
  }
});

test("what a killed set-up left running is ended, with all that it started, and told", posix, async (t) => {
  const project = slowProject(t);
  // The installers stop in the middle of their work, and stay until somebody ends them.
  const hold = join(project.root, "hold");
  write(project.root, { hold: "" });
  const killed = start(t, { ...project, env: { ...project.env, HOLD: hold } });
  const recorded = () => {
    const [name] = readdirSync(join(project.root, folder));
    return name === undefined
      ? []
      : (readFileSync(join(project.root, folder, name), "utf8").match(/^\d+/gm) ?? []);
  };
  await until(() => written(project.root) > 1 && recorded().length >= 3);
  const left = recorded().map(Number).filter(alive);
  killed.child.kill("SIGKILL");
  await killed.code;
  assert.ok(left.some(alive), "installers outlive the set-up");
  const next = start(t, project);
  await until(() => next.output().includes("\n"));
  assert.match(
    next.output(),
    /^An earlier set-up was interrupted: ending what it left running \(process [\d, ]+\)\n/,
  );
  await until(() => !left.some(alive));
  await assertReady(t, project, next);
});

/** A folder in which a process, so named, seems to have left its file. */
function left(t: TestContext, name: string, content = "") {
  const root = scratch(t);
  write(root, { [`${folder}/${name}`]: content });
  return machine(root);
}

test("a process that has only the number of a dead set-up is neither waited for nor ended", async (t) => {
  const stranger = spawn(here().node, ["-e", "setTimeout(() => undefined, 60_000)"], { detached: true });
  t.after(() => stranger.kill("SIGKILL"));
  const project = left(t, `${stranger.pid}-1-${hostname()}`, `${stranger.pid} 1\n`);
  await exclusively(project, () => Promise.resolve());
  assert.deepEqual(project.lines, []);
  assert.equal(stranger.exitCode ?? stranger.signalCode, null, "it is left alone");
});

test("a set-up on another machine counts as alive as long as it goes on touching its file", async (t) => {
  const project = left(t, "12-34-elsewhere.example.org");
  const file = join(project.root, folder, "12-34-elsewhere.example.org");
  const done = exclusively(project, () => Promise.resolve("done"));
  await until(() => project.lines.length > 0);
  assert.match(project.lines[0] ?? "", /^Another set-up is running in this folder \(process 12/);
  const long = new Date(Date.now() - 60_000);
  utimesSync(file, long, long);
  assert.equal(await done, "done");
});

test("who may not write into the folder can still use what others have installed", async (t) => {
  const root = scratch(t);
  // A file where the folder should be refuses to everyone, to administrators too.
  mkdirSync(join(root, "jupyter"));
  write(root, { "jupyter/dist": "" });
  assert.equal(await exclusively(machine(root), () => Promise.resolve(5)), 5);
});
