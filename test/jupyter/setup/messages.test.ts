// What a person reads: problems, progress, the compiler's and JupyterLab's reports.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { parseArgs } from "node:util";
import { nodeProblem } from "../../../jupyter/setup/command.mjs";
import { Problem, createProgress, explain, toolFailure } from "../../../jupyter/setup/report.mjs";
import { createLogReader } from "../../../jupyter/setup/lab.mjs";
import { createReader } from "../../../jupyter/setup/build.mjs";
import { scratch } from "./support/machine";

test("a Node before 20 is too old, from 20 on it will do", () => {
  assert.match(
    nodeProblem("18.20.8") ?? "",
    /^Node\.js 18\.20\.8 is too old: this project needs version 20 or newer\./,
  );
  assert.equal(nodeProblem("20.0.0"), undefined);
  assert.equal(nodeProblem("100.1.0"), undefined);
});

test("a problem is told as a sentence, what the failed program said, and a way out", () => {
  const problem = new Problem("It is broken.", "Mend it.", "line 1\nline 2");
  assert.equal(explain(problem, {}), "It is broken.\n  | line 1\n  | line 2\n  Mend it.");
});

test("what the operating system refuses is told in words, with the path", (t) => {
  const folder = scratch(t);
  const refused = (code: string) => Object.assign(new Error(`${code}: raw`), { code, path: "/kit/.venv" });
  assert.match(
    explain(refused("EACCES"), {}),
    /^\/kit\/\.venv may not be written\.\n {2}Check the folder's owner/,
  );
  assert.match(explain(refused("EROFS"), {}), /^\/kit\/\.venv lies on a read-only disk\./);
  assert.match(
    explain(refused("ENOTDIR"), {}),
    /^\/kit\/\.venv is needed as a folder, but a file of that name/,
  );
  assert.match(explain(refused("ENOSPC"), {}), /^\/kit\/\.venv does not fit: the disk is full\./);
  let real: unknown;
  try {
    writeFileSync(folder, "");
  } catch (error) {
    real = error;
  }
  assert.match(explain(real, {}), /^EISDIR[^\n]*\n {2}This should not happen\. Run the command with DEBUG=1/);
  assert.match(explain(real, { DEBUG: "1" }), /\n {4}at /, "the stack is for who asks for it");
});

test("an option that a command does not know is told without a call for help", () => {
  let refusal: unknown;
  try {
    parseArgs({ args: ["--hubb"], options: { hub: { type: "boolean" } } });
  } catch (error) {
    refusal = error;
  }
  assert.equal(explain(refusal, {}).split(".")[0], "Unknown option '--hubb'");
  assert.doesNotMatch(explain(refusal, {}), /should not happen/);
});

/** What is told of a failure, beside the program's own lines. */
function advice(output: string): string | undefined {
  const lines = toolFailure("Cannot install", { code: 1, output }).message.split("\n");
  assert.equal(lines.shift(), "Cannot install (exit code 1).");
  const said = output.split("\n").map((line) => `  | ${line}`);
  assert.deepEqual(lines.splice(0, said.length), said, "the program's own lines come first");
  assert.ok(lines.length <= 1);
  return /^ {2}[^.]+/.exec(lines[0] ?? "")?.[0].trim();
}

test("failures of npm and pip are told in their own words, with advice on each kind", () => {
  const network = "The network cannot be reached";
  assert.equal(advice("npm error code ENOTFOUND\nnpm error network"), network);
  assert.equal(advice("npm ERR! code ECONNREFUSED"), network);
  assert.equal(
    advice(
      "WARNING: Retrying after connection broken by 'NewConnectionError(Failed to establish a new connection)'\n" +
        "ERROR: Could not find a version that satisfies the requirement anyio==4.16.0 (from versions: none)\n" +
        "ERROR: No matching distribution found for anyio==4.16.0",
    ),
    network,
  );
  assert.equal(
    advice("ERROR: No matching distribution found for anyio==4.16.0"),
    "There is no ready-made package for this Python on this machine",
  );
  assert.equal(advice("npm error code ENOSPC"), "The disk is full");
  assert.equal(advice("OSError: [Errno 28] No space left on device"), "The disk is full");
  assert.equal(
    advice("Error: [Errno 13] Permission denied: '/kit/.venv'"),
    "A file or folder may not be written",
  );
  assert.equal(advice("npm error code EINTEGRITY"), "A downloaded package is not the one that was asked for");
  assert.equal(advice("npm error code E403"), "The package server refused to serve us");
  assert.equal(
    advice("npm error SELF_SIGNED_CERT_IN_CHAIN"),
    "The package server's certificate is not trusted",
  );
  assert.match(advice("npm error code EUSAGE") ?? "", /^package$/, "package.json and its lock are named");
  assert.equal(advice("spawn npm ENOENT"), "npm was not found");
});

test("an error that a program got over gives no advice and hides nothing", () => {
  const cleanup = "npm warn cleanup   [Error: EPERM: operation not permitted, rmdir '/kit/node_modules/a']";
  assert.equal(advice(`${cleanup}\nnpm error code ENOTFOUND`), "The network cannot be reached");
  assert.equal(
    advice(`npm error code EINTEGRITY\nnpm error EPERM\n${cleanup}`)?.slice(0, 12),
    "A downloaded",
  );
  assert.equal(advice(`${cleanup}\nnpm error command sh -c node install.js`), undefined);
  const retried = "WARNING: Retrying after connection broken by 'ReadTimeoutError'";
  assert.equal(advice(`${retried}\n  Downloading a.whl\nERROR: Exception:\nKeyError: 'x'`), undefined);
  const earlier = ["ENOSPC", ...Array.from({ length: 20 }, (_, i) => `line ${i}`)].join("\n");
  assert.doesNotMatch(toolFailure("Cannot install", { code: 1, output: earlier }).message, /disk/);
});

test("a failure of an unknown kind shows the last lines of what the program said", () => {
  const output = Array.from({ length: 40 }, (_, i) => `line ${i}`).join("\n");
  const { message } = toolFailure("Cannot install", { code: 7, output });
  assert.match(message, /^Cannot install \(exit code 7\)\.\n/);
  assert.match(message, /\| line 39$/);
  assert.doesNotMatch(message, /line 24\n/);
});

test("in a log file each step is one line with its time, and no control characters", async () => {
  let text = "";
  const { step } = createProgress({ write: (part) => (text += part) });
  assert.equal(await step("Do it", () => Promise.resolve(5)), 5);
  await assert.rejects(step("Break it", () => Promise.reject(new Error("broken"))));
  assert.match(text, /^✓ Do it \(\d\.\d s\)\n✗ Break it \(\d\.\d s\)\n$/);
});

test("in a log file a long step gives a sign of life", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  let text = "";
  const { step } = createProgress({ write: (part) => (text += part) });
  await step("Wait", (note) => {
    note("3 of 9");
    t.mock.timers.tick(15_000);
    return Promise.resolve();
  });
  assert.match(text, /^ {2}Wait: \d\.\d s, 3 of 9\n✓ Wait/);
});

test("on a terminal the steps that run share one line of its width", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const parts: string[] = [];
  const { step } = createProgress({ isTTY: true, columns: 40, write: (part) => parts.push(part) });
  const other = step("Second", () => new Promise<void>((resolve) => setImmediate(resolve)));
  await step("First", (note) => {
    note("a note that is far too long for such a terminal");
    t.mock.timers.tick(200);
    return Promise.resolve();
  });
  await other;
  const line = parts[0]?.replace("\r\x1b[2K", "") ?? "";
  assert.match(line, /^Second: .* {2}\| {2}First: /);
  assert.equal(line.length, 39);
});

test("of JupyterLab's log a person sees address, warnings and errors", () => {
  const urls: string[] = [];
  const shown: string[] = [];
  const read = createLogReader({ onReady: (url) => urls.push(url), onLine: (line) => shown.push(line) });
  [
    "[I 2026-01-01 10:00:00.000 ServerApp] jupyter_lsp | extension was successfully linked.",
    "[W 2026-01-01 10:00:00.000 LabApp] Something to know: see https://example.org/",
    "  more about it",
    "[I 2026-01-01 10:00:00.000 ServerApp] Jupyter Server 2.21.1 is running at:",
    "[I 2026-01-01 10:00:00.000 ServerApp] http://localhost:8888/lab/tree/a.ipynb?token=abc",
    "[I 2026-01-01 10:00:00.000 ServerApp]     http://127.0.0.1:8888/lab/tree/a.ipynb?token=abc",
    "[C 2026-01-01 10:00:00.000 ServerApp] ",
    "    To access the server, open this file in a browser:",
    "        http://localhost:8888/lab/tree/a.ipynb?token=abc",
    "[E 2026-01-01 10:00:00.000 ServerApp] Broken",
    "Traceback (most recent call last):",
    "[C 2026-01-01 10:00:00.000 ServerApp] Out of memory",
  ].forEach(read);
  assert.deepEqual(urls, ["http://localhost:8888/lab/tree/a.ipynb?token=abc"]);
  assert.deepEqual(
    shown.map((line) => line.replace(/^\[(.) [^\]]*\]/, "$1")),
    [
      "W Something to know: see https://example.org/",
      "  more about it",
      "E Broken",
      "Traceback (most recent call last):",
      "C Out of memory",
    ],
  );
});

test("what is not in the form of a log is shown as it is", () => {
  const shown: string[] = [];
  const read = createLogReader({ onReady: (url) => shown.push(url), onLine: (line) => shown.push(line) });
  ["usage: jupyter lab", "  see http://example.org"].forEach(read);
  assert.equal(shown.length, 2);
});

test("the compiler's errors become places that an editor can follow", () => {
  const said: string[] = [];
  const read = createReader("lib", (line) => said.push(line));
  const found = (count: number) =>
    `10:00:00 PM - Found ${count} error${count === 1 ? "" : "s"}. Watching for file changes.`;
  ["10:00:00 PM - Starting compilation in watch mode...", "", found(0)].forEach(read);
  assert.equal(said.length, 0, "a first build without errors is not worth a word");
  [
    "lib/math/a.ts(12,5): error TS2322: Type 'A' is not assignable to type 'B'.",
    "  Because.",
    found(1),
  ].forEach(read);
  assert.equal(
    said.pop(),
    "\n✗ lib does not compile:\n    lib/math/a.ts:12:5  Type 'A' is not assignable to type 'B'. (TS2322)\n      Because.\n",
  );
  read(found(0));
  assert.equal(said.pop(), "✓ lib is built: run the cell that imports it again");
});
