import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { REPOSITORY } from "./client";

const KERNEL = join(REPOSITORY, "jupyter/kernel");

/** What a browser can host as well. */
const WITHOUT_NODE = ["comms", "compile", "errors", "known", "session"];

interface Import {
  readonly from: string;
  readonly to: string;
}

/** The folder of a file below the kernel's; "." for the kernel's own. */
function folderOf(file: string): string {
  return dirname(relative(KERNEL, file)).split("/")[0]!;
}

const files = readdirSync(KERNEL, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("dist"))
  .map((file) => join(KERNEL, file));

const imports = files.flatMap((file): Import[] =>
  [...readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^"]*from "([^"]+)"/gm)].map(([, to]) => ({
    from: file,
    to: to!.startsWith(".") ? `${resolve(dirname(file), to!)}.ts` : to!,
  })),
);

test("no two folders of the kernel import each other", () => {
  const arrows = new Set(
    imports
      .filter(({ to }) => to.startsWith(KERNEL))
      .map(({ from, to }) => `${folderOf(from)} → ${folderOf(to)}`),
  );
  const mutual = [...arrows].filter((arrow) => {
    const [from, to] = arrow.split(" → ");
    return from !== to && arrows.has(`${to} → ${from}`);
  });
  assert.deepEqual(mutual, []);
  assert.ok(arrows.has("server → common"), "imports are found");
});

test("what a browser can host imports nothing of Node", () => {
  const found = imports
    .filter(({ from, to }) => WITHOUT_NODE.includes(folderOf(from)) && to.startsWith("node:"))
    .map(({ from, to }) => `${relative(KERNEL, from)}: ${to}`);
  assert.deepEqual(found, []);
  for (const file of files.filter((name) => WITHOUT_NODE.includes(folderOf(name))))
    assert.doesNotMatch(readFileSync(file, "utf8"), /\bBuffer\.|\bsetImmediate\(/, relative(KERNEL, file));
});
