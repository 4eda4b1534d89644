// The doctor examines one network after the other, as the teacher's page says, without anybody opening the notebook.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Notebook, readNotebook } from "../browser/helpers/notebook";
import { REPOSITORY } from "../browser/helpers/repository";
import { type Outcome, Teacher, kit } from "./tools/teacher";

const DOCTOR = "notebooks/examine-your-network.ipynb";

describe("papermill with parameters in TypeScript", { concurrency: 2 }, () => {
  let teacher: Teacher;
  before(async () => {
    teacher = await Teacher.start();
    await teacher.does(kit("register"));
  });
  after(() => teacher.leave());

  const papermill = (result: string, ...args: readonly string[]): Promise<Outcome> =>
    teacher.run([
      ...["python", "jupyter/class/with_parameters.py", DOCTOR, path.join(teacher.home, result)],
      ...["--no-progress-bar", ...args],
    ]);

  /** What the doctor finds wrong with the network as it is described. */
  function findings({ cells }: Notebook): string {
    const asked = cells.find(({ id }) => id === "ask-cell");
    return String((asked?.outputs?.[0]?.data?.["text/plain"] as string[] | undefined)?.join(""));
  }

  test("parameters change the network, and so what the doctor finds", async () => {
    const changed = await papermill("changed.ipynb", "-y", "sizes: [4, 64, 3]", "-p", "scale", "0.01");
    assert.equal(changed.code, 0, changed.output);
    assert.doesNotMatch(changed.output, /unknown parameter|does not support/);
    // The notebook as it is committed shows what the doctor finds without parameters.
    const before = await readNotebook(path.join(REPOSITORY, DOCTOR));
    const after = await readNotebook(path.join(teacher.home, "changed.ipynb"));
    assert.match(findings(before), /saturation/);
    assert.match(findings(before), /^\| 3 \|/m);
    assert.doesNotMatch(findings(after), /saturation/);
    assert.doesNotMatch(findings(after), /^\| 3 \|/m);
  });

  test("a name that the notebook does not know is refused before anything runs, with those that it knows", async () => {
    const { code, output } = await papermill("none.ipynb", "-p", "skale", "3");
    assert.equal(code, 1);
    assert.match(output, /The notebook has no parameter “skale”\. It has: sizes, scale\.$/m);
    assert.doesNotMatch(output, /Executing|Traceback/);
  });

  test("a value of another kind is refused before anything runs, with an example", async () => {
    const { code, output } = await papermill("none.ipynb", "-p", "scale", "big");
    assert.equal(code, 1);
    assert.match(output, /The parameter “scale” is a number, such as 1, but "big" is text\.$/m);
    assert.doesNotMatch(output, /Executing|Traceback/);
  });

  test("a value that only the library can judge ends with what the library says", async () => {
    const { code, output } = await papermill("none.ipynb", "-y", "sizes: [5, 3]");
    assert.equal(code, 1);
    assert.match(output, /RangeError/);
    assert.match(output, /5 inputs/);
    assert.doesNotMatch(output, /Traceback|papermill\/execute/);
  });

  test("the parameters of a notebook can be listed", async () => {
    const { code, output } = await papermill("none.ipynb", "--help-notebook");
    assert.equal(code, 0, output);
    assert.match(output, /sizes: a list \(default \[4, 16, 16, 3\]\)\s+scale: a number \(default 1\)/);
  });
});
