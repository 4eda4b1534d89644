import { describe } from "node:test";
import { editsOf, testEdited } from "../notebooks/tools/edits";
import { lessons } from "../notebooks/tools/lessons";

describe("a reader who makes any kind of edit in a lesson", async () => {
  for (const file of lessons()) for (const edited of await editsOf(file)) testEdited(edited);
});
