import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Kernel, printed } from "../jupyter/kernel/client";

/** What a long session costs: a reader who runs cells for hours. */
const CELLS = 1000;

describe("a session of a thousand cells", () => {
  let kernel: Kernel;
  /** Processor time of the kernel in ms, after each cell. */
  const spent: number[] = [];
  /** MB that the kernel holds after its garbage is collected, early and at the end. */
  const held = { early: 0, late: 0 };
  before(async () => {
    kernel = await Kernel.start();
    await kernel.run('import * as lib from "../lib";');
    await kernel.run(COLLECT);
    for (let cell = 0; cell < CELLS; cell++) {
      const answer = await kernel.run(`const edited${cell % 50} = ${cell}; console.log(edited${cell % 50});`);
      assert.equal(printed(answer), `${cell}\n`);
      if (cell === 100) held.early = await megabytesHeld(kernel);
      spent.push(processorTime(kernel));
    }
    held.late = await megabytesHeld(kernel);
  });
  after(() => kernel.stop());

  const skip = process.platform !== "linux" && "only Linux tells what a process uses by files";

  test("the last cells cost no more than the first", { skip }, () => {
    /** The cheapest of four blocks of 50 cells: a busy machine makes some dearer, none cheaper. */
    const cost = (from: number): number =>
      Math.min(...[0, 50, 100, 150].map((block) => spent[from + block + 49]! - spent[from + block]!));
    const [early, late] = [cost(10), cost(CELLS - 200)];
    assert.ok(late < 1.5 * early, `${late} ms of processor time for 50 cells after ${early}`);
  });

  test("what the kernel holds on to grows by less than 10 MB", () => {
    assert.ok(held.late - held.early < 10, `${held.early} MB, then ${held.late} MB`);
  });
});

/** Gives the kernel's cells a function that collects all garbage. */
const COLLECT = `
  require("v8").setFlagsFromString("--expose-gc");
  const collectGarbage = require("vm").runInNewContext("gc") as () => void;`;

async function megabytesHeld(kernel: Kernel): Promise<number> {
  const measure = "{ const used = process.memoryUsage(); console.log(used.heapUsed + used.external); }";
  return Number(printed(await kernel.run(`collectGarbage(); ${measure}`))) / 2 ** 20;
}

function processorTime({ process: { pid } }: Kernel): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
  const ticksPerSecond = 100;
  return ((Number(fields[13]) + Number(fields[14])) / ticksPerSecond) * 1000;
}
