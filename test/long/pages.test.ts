import { after, before, describe } from "node:test";
import { testInPage } from "../browser/helpers/lesson-in-page";
import { Site } from "../browser/helpers/site";
import { lessons } from "../notebooks/tools/lessons";

describe("every lesson in a page", { concurrency: 2 }, () => {
  let site: Site;
  before(async () => {
    site = await Site.open();
  });
  after(() => site.close());

  for (const file of lessons()) testInPage(file, () => site);
});
