import { describe } from "node:test";
import { lessons } from "../notebooks/tools/lessons";
import { testSlices } from "../notebooks/tools/slices";

describe("a cell of a lesson", () => {
  for (const file of lessons()) testSlices(file, () => true);
});
