/**
 * Tests of repairs: each scenario has to pass on our kernel, and to fail on tslab as it is installed, in the way the repair
 * is about (in the long tests). So no repair can be tested by something that stock tslab does as well.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Kernel, type StartOptions } from "./client";

/**
 * Declares a test of tslab as it is installed. What that does changes with its version only, so these are among the long tests.
 */
export function stockTest(name: string, run: () => Promise<void>): void {
  if (process.env.LONG_TESTS === "1") test(name, run);
}

type Scenario = (kernel: Kernel) => Promise<void>;

/** After an error, stock tslab aborts what arrives within 200 ms. */
const PAUSE = 250;

/** Starts the kernels for a test file, and returns the function that declares its tests. */
export function repairTests(options: StartOptions = {}) {
  let ours: Kernel;
  let stock: Kernel | undefined;
  before(async () => {
    ours = await Kernel.start("ours", options);
  });
  after(async () => {
    await ours.stop();
    await stock?.stop();
  });

  /** Declares a test of a repair; `defect` has to be in the message of the error that the scenario ends with on stock. */
  return function repair(name: string, scenario: Scenario, defect: RegExp): void {
    test(name, () => scenario(ours));
    stockTest(`stock tslab fails: ${name}`, async () => {
      stock ??= await Kernel.start("stock", options);
      await assert.rejects(scenario(stock), (error: Error) => {
        assert.match(error.message, defect);
        return true;
      });
      await sleep(PAUSE);
    });
  };
}
