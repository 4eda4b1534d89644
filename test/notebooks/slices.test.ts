import { describe } from "node:test";
import { sourceOf } from "../browser/helpers/notebook";
import { lessons, partOfToday } from "./tools/lessons";
import { testSlices } from "./tools/slices";

/** Cells with controls or a film, which a reader may touch first; the long tests try all cells of all lessons. */
describe("a lesson's live cells", () => {
  for (const file of partOfToday(lessons(), 4))
    testSlices(file, (cell) => /interact\(|trainLive\(/.test(sourceOf(cell)));
});
