import { test } from "node:test";
import { slider } from "../../../lib/index";
import { assertThrows } from "../assertions";

test("a slider that cannot be made says which of its numbers is wrong", () => {
  for (const [min, max, options, reason] of [
    [2, 1, {}, "Cannot make a slider from 2 to 1: the first must be smaller"],
    [0, Infinity, {}, "Cannot make a slider from 0 to Infinity: its ends and their distance must be finite"],
    [
      -1e308,
      1e308,
      {},
      "Cannot make a slider from -1e+308 to 1e+308: its ends and their distance must be finite",
    ],
    [0.2, 0.8, { integer: true }, "Cannot make a slider for whole numbers from 0.2 to 0.8: there are none"],
    [0, 1, { log: true }, "Cannot make a logarithmic slider from 0: it must start above 0"],
    [0, 1, { start: 2 }, "Cannot start a slider at 2: it goes from 0 to 1"],
  ] as const)
    assertThrows(() => slider(min, max, options), `RangeError: ${reason}`);
});
