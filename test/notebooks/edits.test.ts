import { describe } from "node:test";
import { editsOf, testEdited } from "./tools/edits";
import { lessons, partOfToday, TODAY } from "./tools/lessons";

/** Each day one kind of edit is tried on a third of the lessons; the long tests try all on all. */
describe("a reader who edits a lesson", async () => {
  for (const file of partOfToday(lessons(), 3)) {
    const edits = await editsOf(file);
    testEdited(edits[Math.floor(TODAY / 2) % edits.length]!);
  }
});
