import { after, before, describe } from "node:test";
import { lessons, partOfToday } from "../notebooks/tools/lessons";
import { testInPage } from "./helpers/lesson-in-page";
import { Site } from "./helpers/site";

/** A third of the lessons, another one each day; the long tests run all. */
describe("a lesson in a page", () => {
  let site: Site;
  before(async () => {
    site = await Site.open();
  });
  after(() => site.close());

  for (const file of partOfToday(lessons(), 3)) testInPage(file, () => site);
});
