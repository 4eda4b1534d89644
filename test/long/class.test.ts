// A class that comes all at once, to a hub.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { School } from "../class/tools/school";

describe("JupyterHub", { skip: process.platform === "win32" && "it does not run on Windows" }, () => {
  let school: School;
  before(async () => {
    school = await School.open();
  });
  after(() => school.teacher.leave());

  test("three students at once run the whole first lesson, each on a server of their own", async (t) => {
    for (const { name, cells, mimeTypes, seconds, memory } of await school.teach(
      ["ada", "bob", "cy"],
      1000,
    )) {
      assert.ok(cells > 15);
      assert.ok(mimeTypes.includes("application/vnd.plotly.v1+json"));
      const took = `${name}'s server came after ${seconds.start.toFixed(0)} s, the lesson took ${seconds.run.toFixed(0)} s`;
      const takes =
        memory && `; server ${memory.server.toFixed(0)} MB, kernel ${memory.kernel.toFixed(0)} MB`;
      t.diagnostic(`${took}${takes ?? ""}`);
      // Far above what the teacher's page says, but a kernel that keeps all it ever made would be higher.
      assert.ok(!memory || (memory.server > 20 && memory.kernel > 50 && memory.server + memory.kernel < 800));
    }
  });
});
