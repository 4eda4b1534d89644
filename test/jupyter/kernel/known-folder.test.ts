import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { KnownFolder } from "../../../jupyter/kernel/node/known-folder";
import { REPOSITORY } from "./client";

const nowhere = (): undefined => undefined;
const cell = { script: { code: "1 + 1" } };

describe("the folder of known cells", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "known-"));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });
  const open = (...more: string[]): KnownFolder => new KnownFolder([folder, ...more], nowhere);

  test("gives every kernel what one has kept, and nothing else", () => {
    const key = open().keyOf("a cell");
    open().set(key, cell);
    assert.deepEqual(open().get(key), cell);
    assert.equal(open().get(open().keyOf("another")), undefined);
    assert.deepEqual(new KnownFolder([join(folder, "missing"), folder], nowhere).get(key), cell);
  });

  for (const [what, damage] of [
    [
      "cut off",
      (file: string) => {
        writeFileSync(file, readFileSync(file).subarray(0, 50));
      },
    ],
    [
      "emptied",
      (file: string) => {
        writeFileSync(file, "");
      },
    ],
    [
      "changed in one letter",
      (file: string) => {
        writeFileSync(file, readFileSync(file, "latin1").replace("1 + 1", "1 - 1"), "latin1");
      },
    ],
    [
      "the file of another cell",
      (file: string) => {
        const other = open().keyOf("another");
        open().set(other, { script: { code: "2 + 2" } });
        renameSync(join(folder, other), file);
      },
    ],
    [
      "a folder",
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ] as const)
    test(`takes a cell for unknown that is ${what}`, () => {
      const key = open().keyOf("a cell");
      open().set(key, cell);
      damage(join(folder, key));
      assert.equal(open().get(key), undefined);
    });

  test("does without where nothing can be written", () => {
    const file = join(folder, "no-folder");
    writeFileSync(file, "");
    const known = new KnownFolder([join(file, "cells")], nowhere);
    known.set("key", cell);
    assert.equal(known.get("key"), undefined);
  });

  test("stays small: what was written first goes first", () => {
    const write = (name: string, count: number, bytes: number): void => {
      for (let i = 0; i < count; i++) {
        const file = join(folder, `${name}-${i}`);
        writeFileSync(file, Buffer.alloc(bytes));
        utimesSync(file, i + 1, i + 1);
      }
    };
    write("old", 6000, 10);
    open().set("new", cell);
    assert.deepEqual(open().get("new"), cell);
    assert.ok(readdirSync(folder).length <= 5001);
    assert.ok(!readdirSync(folder).includes("old-0") && readdirSync(folder).includes("old-5999"));
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    write("big", 100, 1e6);
    open().set("newer", cell);
    assert.ok(readdirSync(folder).filter((name) => name.startsWith("big")).length <= 30);
    assert.deepEqual(open().get("newer"), cell);
    open().set("huge", "x".repeat(1e6));
    assert.equal(open().get("huge"), undefined);
  });

  test("is shared by kernels that write the same cells at once: whoever reads finds a whole cell or none", async () => {
    const source = join(REPOSITORY, "jupyter/kernel/dist/node/known-folder.js");
    const script = `
      const { KnownFolder } = require(${JSON.stringify(source)});
      const known = new KnownFolder([${JSON.stringify(folder)}], () => undefined);
      const value = (i) => "x".repeat(20_000) + i;
      for (let round = 0; round < 20; round++)
        for (let i = 0; i < 10; i++) {
          known.set("cell" + i, value(i));
          const found = known.get("cell" + i);
          if (found !== value(i)) throw new Error("found " + String(found).slice(0, 20));
        }`;
    const kernels = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "inherit"] }),
    );
    const codes = await Promise.all(kernels.map(async (kernel) => (await once(kernel, "exit"))[0] as number));
    assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
    assert.equal(readdirSync(folder).length, 10, "nothing unfinished is left");
  });
});
