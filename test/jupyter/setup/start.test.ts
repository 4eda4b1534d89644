// The real npm start, with the real JupyterLab. `npm test` has set the project up before these run.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { here, run } from "../../../jupyter/setup/process.mjs";
import { scratch } from "./support/machine";
import { alive } from "./support/processes";

const { root, node } = here();
const posix = { skip: process.platform === "win32" && "signals" };

interface Started {
  child: ChildProcess;
  /** What it has printed so far. */
  output: () => string;
  ended: Promise<number | null>;
}

/** Starts the kit as `npm start` does, in an environment of its own, and ends it after the test. */
function start(t: TestContext, args: string[], env: NodeJS.ProcessEnv = {}, launcher = [node]): Started {
  const own = {
    JUPYTER_CONFIG_DIR: scratch(t, "config"),
    JUPYTER_DATA_DIR: scratch(t, "data"),
    JUPYTER: undefined,
  };
  const [file = "", ...before] = launcher;
  const child = spawn(file, [...before, join(root, "jupyter", "start.mjs"), ...args], {
    env: { ...process.env, npm_lifecycle_event: undefined, ...own, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => (text += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  t.after(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return { child, output: () => text, ended };
}

/** Waits for something to be so, and says what there was instead if it never comes. */
async function until(condition: () => boolean | Promise<boolean>, instead: () => string): Promise<void> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline;) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(instead());
}

async function untilReady({ output, ended }: Started): Promise<URL> {
  let over = false;
  void ended.then(() => (over = true));
  await until(() => over || output().includes("Ctrl-C stops it"), output);
  const address = /JupyterLab runs at (\S+)/.exec(output())?.[1];
  assert.ok(address, output());
  return new URL(address);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return (address as { port: number }).port;
}

/** Ids of a process and all below it. */
async function family(pid: number): Promise<number[]> {
  const { output } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  const pairs = output.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.filter(([, of]) => of === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return [pid, ...below(pid)];
}

test(
  "JupyterLab lists the kernels, opens the first notebook, needs its token, and Ctrl-C leaves no process",
  posix,
  async (t) => {
    const port = await freePort();
    // A file refuses to be a home folder to everyone, to administrators too.
    const home = join(scratch(t), "home");
    writeFileSync(home, "");
    const folders = {
      JUPYTER_CONFIG_DIR: undefined,
      JUPYTER_DATA_DIR: undefined,
      JUPYTER_RUNTIME_DIR: undefined,
    };
    const started = start(t, ["--no-browser", "--port", String(port)], { HOME: home, ...folders });
    const url = await untilReady(started);
    assert.match(started.output(), /^Your home folder may not be written: JupyterLab keeps its settings in /);
    assert.doesNotMatch(started.output(), /Traceback/);
    assert.equal(url.port, String(port));
    assert.match(url.pathname, /^\/lab\/tree\/my-notebooks\/01-.*\.ipynb$/);

    const specs = new URL("/api/kernelspecs", url);
    assert.equal((await fetch(specs)).status, 403, "without the token nothing is told");
    specs.search = url.search;
    const listed = (await (await fetch(specs)).json()) as {
      default: string;
      kernelspecs: Record<string, { spec: { argv: string[] } }>;
    };
    assert.equal(listed.default, "breaking-symmetry");
    assert.ok(listed.kernelspecs["breaking-symmetry-tslab"], "tslab's own kernel can be chosen too");
    assert.equal(
      listed.kernelspecs["breaking-symmetry"]?.spec.argv.at(-3),
      join(root, "jupyter/kernel/dist/main.js"),
    );

    const lab = await (await fetch(new URL(`/lab${url.search}`, url))).text();
    assert.ok(lab.includes("breaking-symmetry-plotly"), "the renderer is among the extensions");
    const kernels = new URL(`/api/kernels${url.search}`, url);
    const { status } = await fetch(kernels, {
      method: "POST",
      body: JSON.stringify({ name: "breaking-symmetry" }),
    });
    assert.equal(status, 201);

    const { pid = 0 } = started.child;
    await until(async () => (await family(pid)).length >= 4, started.output);
    const pids = await family(pid);
    assert.ok(pids.length >= 4, "the kit, JupyterLab, the kernel and the compiler run");
    started.child.kill("SIGINT");
    assert.equal(await started.ended, 0, started.output());
    await until(
      () => !pids.some(alive),
      () => `still running: ${pids.filter(alive).join(", ")}`,
    );
  },
);

/** A JupyterLab of another place: a script that answers for its version, and otherwise does as told. */
function fakeJupyter(t: TestContext, ...does: string[]): NodeJS.ProcessEnv {
  const file = join(scratch(t, "their jupyter"), "jupyter");
  const version = 'if [ "$*" = "lab --version" ]; then echo 4.5.1; exit; fi';
  writeFileSync(file, ["#!/bin/sh", version, ...does].join("\n"), { mode: 0o755 });
  return { JUPYTER: file, JUPYTER_PATH: "", JUPYTER_CONFIG_PATH: "" };
}

const log = "[I 2026-01-01 10:00:00.000 ServerApp]";
/** What such a JupyterLab says when it runs, at an address where somebody listens. */
async function runs(t: TestContext, ...then: string[]): Promise<string[]> {
  const server = createServer().listen(0, "localhost");
  t.after(() => server.close());
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return [
    `echo "${log} Jupyter Server 2 is running at:" >&2`,
    `echo "${log} http://localhost:${port}/lab?token=t" >&2`,
    ...(then.length > 0 ? then : ["exec sleep 1000"]),
  ];
}

test(
  "one that starts while another one does waits for it, since they would choose the same port",
  posix,
  async (t) => {
    const [busy, goOn] = [join(scratch(t), "busy"), join(scratch(t), "go on")];
    const alone = [
      `mkdir "${busy}" || exit 3`,
      `until [ -e "${goOn}" ]; do sleep 0.05; done`,
      `rmdir "${busy}"`,
    ];
    const env = fakeJupyter(t, ...alone, ...(await runs(t)));
    const first = start(t, [], env);
    await until(() => existsSync(busy), first.output);
    const second = start(t, [], env);
    await until(() => second.output().includes("Another set-up is running in this folder"), second.output);
    writeFileSync(goOn, "");
    await Promise.all([first, second].map(untilReady));
  },
);

test("a JupyterLab that ends by itself is told with its exit code", posix, async (t) => {
  const started = start(t, [], fakeJupyter(t, ...(await runs(t, "sleep 0.2", "exit 7"))));
  assert.equal(await started.ended, 1);
  assert.match(started.output(), /Ctrl-C stops it\.[^]*JupyterLab has ended \(exit code 7\)\./);
});

test("all ends with npm, even if the shell between passes no signal on", posix, async (t) => {
  const env = { ...fakeJupyter(t, ...(await runs(t))), npm_lifecycle_event: "start" };
  const started = start(t, [], env, ["/bin/sh", "-c", '"$0" "$@"; exit $?', node]);
  await untilReady(started);
  const pids = await family(started.child.pid ?? 0);
  assert.ok(pids.length >= 3, "the shell, the kit and JupyterLab run");
  started.child.kill("SIGKILL");
  await until(
    () => !pids.slice(1).some(alive),
    () => `still running: ${pids.filter(alive).join(", ")}`,
  );
});

test("a port that is taken is told in two lines before anything is started", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const started = start(t, ["--no-browser", `--port=${port}`]);
  assert.equal(await started.ended, 1);
  assert.match(
    started.output(),
    new RegExp(`^\\nPort ${port} is in use by another program\\.\\n[^\\n]+\\n\\n$`),
  );
});

test("JupyterLab's own refusal is told without a stack trace of ours", posix, async (t) => {
  const started = start(
    t,
    [],
    fakeJupyter(t, "echo '[C 2026-01-01 10:00:00.000 ServerApp] Bad config' >&2", "exit 2"),
  );
  assert.equal(await started.ended, 1);
  assert.match(
    started.output(),
    /Bad config\n✗ Start JupyterLab .*\n\nJupyterLab did not start \(exit code 2\)\.\n {2}Its own messages are above\.\n\n$/,
  );
});

test("a question to JupyterLab is passed on, answered, and that is all", posix, async (t) => {
  const started = start(
    t,
    ["--help"],
    fakeJupyter(t, 'case "$*" in *--help) echo "usage: jupyter lab";; esac'),
  );
  assert.equal(await started.ended, 0);
  // Above it may stand what was set up, if something was missing.
  assert.match(started.output(), /^usage: jupyter lab\n✓ Start JupyterLab .*\n$(?![^])/m);
});

test("JUPYTER starts a JupyterLab that is there, told by variables where the kernel is", posix, async (t) => {
  const folders =
    '"$JUPYTER_PATH/kernels" "$JUPYTER_PATH/labextensions" "${JUPYTER_CONFIG_PATH%%:*}/labconfig"';
  const started = start(
    t,
    ["--no-browser"],
    fakeJupyter(t, 'echo "asked: $*"', `ls ${folders}`, ...(await runs(t))),
  );
  assert.match((await untilReady(started)).href, /^http:\/\/localhost:\d+\/lab\?token=t$/);
  const output = started.output();
  assert.match(output, /^asked: lab --ServerApp\.root_dir=/m);
  for (const name of ["breaking-symmetry", "breaking-symmetry-plotly", "default_setting_overrides.json"]) {
    assert.match(output, new RegExp(`^${name}$`, "m"));
  }
  started.child.kill("SIGTERM");
  assert.equal(await started.ended, 1);
});
