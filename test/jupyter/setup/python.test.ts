import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { findPython } from "../../../jupyter/setup/python.mjs";
import { run } from "../../../jupyter/setup/process.mjs";
import { machine, scratch, write, type Call } from "./support/machine";

/** Puts shell scripts on a PATH of their own: real programs that answer as some Python would. */
function withPrograms(t: TestContext, programs: Record<string, string>) {
  const bin = scratch(t, "bin of mine");
  for (const [name, answer] of Object.entries(programs)) {
    write(bin, { [name]: `#!/bin/sh\n${answer}\n` });
    chmodSync(join(bin, name), 0o755);
  }
  return machine(bin, undefined, { run, env: { PATH: bin } });
}

const posix = { skip: process.platform === "win32" && "shell scripts" };

test("the first Python that is new enough and complete is taken", posix, async (t) => {
  const python = await findPython(withPrograms(t, { python3: "printf '3 12 1'", python: "printf '3 11 1'" }));
  assert.deepEqual([python.file, python.version], ["python3", "3.12"]);
});

test("a newer Python beside a system's old one is found", posix, async (t) => {
  const python = await findPython(
    withPrograms(t, { python3: "printf '3 9 1'", "python3.13": "printf '3 13 1'" }),
  );
  assert.deepEqual([python.file, python.version], ["python3.13", "3.13"]);
});

test("without any Python one sentence says so, and how to get one", posix, async (t) => {
  await assert.rejects(
    findPython(withPrograms(t, {})),
    /^Problem: Python was not found[^]*Install Python 3\.10/,
  );
});

test("a program that is not Python counts as none", posix, async (t) => {
  const machine = withPrograms(t, {
    python: "echo 'Python was not found; run without arguments to install it'; exit 9",
  });
  await assert.rejects(findPython(machine), /Python was not found \(tried/);
});

test("a Python that is too old is named with its version", posix, async (t) => {
  await assert.rejects(
    findPython(withPrograms(t, { python3: "printf '3 9 1'" })),
    /Python 3\.9 \(python3\) is too old: 3\.10/,
  );
  await assert.rejects(
    findPython(withPrograms(t, { python: "printf '2 7 0'" })),
    /Python 2\.7 \(python\) is too old/,
  );
});

test("a Python without venv asks for Debian's package", posix, async (t) => {
  const machine = withPrograms(t, { python3: "printf '3 11 0'" });
  await assert.rejects(findPython(machine), /cannot make environments[^]*sudo apt install python3-venv/);
});

test("PYTHON names the one to use, and no other is tried", posix, async (t) => {
  const machine = withPrograms(t, { python3: "printf '3 12 1'", mine: "printf '3 14 1'" });
  const mine = join(machine.root, "mine");
  assert.equal((await findPython({ ...machine, env: { ...machine.env, PYTHON: mine } })).file, mine);
  const wrong = { ...machine, env: { ...machine.env, PYTHON: "/no/such/python" } };
  await assert.rejects(findPython(wrong), /PYTHON=\/no\/such\/python is not a Python that runs/);
});

test("on Windows the launcher is asked first, and keeps its argument", async () => {
  const answer = ({ file, args }: Call) =>
    file === "py" && args[0] === "-3" ? { output: "3 12 1" } : { code: 127 };
  const python = await findPython(machine("C:\\kit", answer, { platform: "win32" }));
  assert.deepEqual([python.file, python.args], ["py", ["-3"]]);
});

test("the machine's own Python answers the probe", async () => {
  const python = await findPython(
    machine("/", undefined, { run, env: process.env, platform: process.platform }),
  );
  assert.match(python.version, /^3\.\d\d$/);
});

for (const module of ["venv", "ensurepip"]) {
  test(`a real Python that lacks ${module} is found out`, async (t) => {
    const folder = scratch(t);
    write(folder, { [`${module}.py`]: "raise ImportError" });
    const env = { ...process.env, PYTHONPATH: folder };
    const found = findPython(machine("/", undefined, { run, env, platform: process.platform }));
    await assert.rejects(found, /cannot make environments: its modules venv and ensurepip are missing/);
  });
}
