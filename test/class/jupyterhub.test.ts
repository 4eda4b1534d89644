// A hub serves the course to a class, as the teacher's page says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { cp } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Hub, startHub } from "./tools/hub";
import { CONFIG, PASSWORD, School } from "./tools/school";

describe("JupyterHub", { skip: process.platform === "win32" && "it does not run on Windows" }, () => {
  let school: School;
  before(async () => {
    school = await School.open();
  });
  after(() => school.teacher.leave());

  test("a student finds the lessons, with kernel, figures and controls", async () => {
    const [student] = await school.teach(["ada"], 3);
    assert.ok(student!.mimeTypes.length > 0);
  });

  test(
    "a hub that is ended leaves no kernel behind",
    { skip: process.platform !== "linux" && "only Linux tells", timeout: 600_000 },
    async () => {
      const left = () =>
        readdirSync("/proc").filter(
          (pid) => /^\d+$/.test(pid) && environOf(pid).includes(`HOME=${school.homes}`),
        );
      while (left().length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    },
  );

  test("without a configuration of its own, a hub lets in whom the command line allows", async () => {
    const allowed = ["--Authenticator.allow_all=True", "--JupyterHub.authenticator_class=dummy"];
    const hub = await startHub(school.teacher, CONFIG, ...allowed);
    try {
      assert.equal(await logIn(hub, "ada"), 302);
    } finally {
      await hub.stop();
    }
  });

  test("a kit that is not set up says what to run, and no hub starts", async () => {
    const copy = path.join(school.teacher.home, "kit", "jupyter", "class");
    await cp(path.dirname(CONFIG), copy, { recursive: true });
    const { code, output } = await school.teacher.run(
      ["jupyterhub", "--config", path.join(copy, path.basename(CONFIG))],
      school.teacher.home,
    );
    assert.notEqual(code, 0);
    assert.match(output, /Run this first: cd .*kit && npm run handout -- --hub/);
    assert.doesNotMatch(output, /Traceback|is now running/);
  });
});

/** Sends the form of the hub's front page. @returns the answer's status: 302 leads on to a server */
async function logIn({ address }: Hub, name: string): Promise<number> {
  const page = await ask(`${address}/hub/login`);
  const token = /name="_xsrf" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
  const form = new URLSearchParams({ username: name, password: PASSWORD, _xsrf: token });
  return (await ask(`${address}/hub/login`, { cookie: page.cookie, form })).status;
}

/** A request as of somebody who opens an address. `fetch` says of each of its own that it comes from a page's script. */
async function ask(address: string, sent?: { cookie: string; form: URLSearchParams }) {
  const headers = sent && { cookie: sent.cookie, "content-type": "application/x-www-form-urlencoded" };
  const asked = request(address, { method: sent ? "POST" : "GET", headers });
  asked.end(sent?.form.toString());
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const cookie = answer.headers["set-cookie"]?.map((one) => one.split(";")[0]).join("; ") ?? "";
  return { status: answer.statusCode ?? 0, cookie, text: Buffer.concat(await answer.toArray()).toString() };
}

/** What a process was started with; nothing if it is gone. */
function environOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}
