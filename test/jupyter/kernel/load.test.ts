import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Kernel, printed } from "./client";

/** What a long session costs: a reader who runs cells for hours. */
const CELLS = 1000;

describe("a session of a thousand cells", () => {
  let kernel: Kernel;
  /** After each cell: processor time of the kernel in ms, and its memory in MB. */
  const spent: number[] = [];
  const memory: number[] = [];
  before(async () => {
    kernel = await Kernel.start();
    await kernel.run('import * as lib from "../lib";');
    for (let cell = 0; cell < CELLS; cell++) {
      const answer = await kernel.run(`const edited${cell % 50} = ${cell}; console.log(edited${cell % 50});`);
      assert.equal(printed(answer), `${cell}\n`);
      spent.push(processorTime(kernel));
      memory.push(residentMegabytes(kernel));
    }
  });
  after(() => kernel.stop());

  const skip = process.platform !== "linux" && "only Linux tells what a process uses by files";

  test("the last cells cost no more than the first", { skip }, () => {
    const cost = (from: number, to: number): number => (spent[to]! - spent[from]!) / (to - from);
    const [early, late] = [cost(10, 210), cost(CELLS - 201, CELLS - 1)];
    assert.ok(late < 1.5 * early, `${late} ms of processor time a cell after ${early}`);
  });

  test("memory grows by less than 50 MB", { skip }, () => {
    const growth = memory.at(-1)! - memory[20]!;
    assert.ok(growth < 50, `${growth} MB`);
  });
});

function processorTime({ process: { pid } }: Kernel): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
  const ticksPerSecond = 100;
  return ((Number(fields[13]) + Number(fields[14])) / ticksPerSecond) * 1000;
}

function residentMegabytes({ process: { pid } }: Kernel): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1];
  return Number(kilobytes) / 1024;
}
