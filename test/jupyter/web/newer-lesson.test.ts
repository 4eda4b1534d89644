import assert from "node:assert/strict";
import { test } from "node:test";
import { isNewer } from "../../../jupyter/web/src/newer-lesson";

const lesson = (...sources: (string | string[])[]) => ({ cells: sources.map((source) => ({ source })) });

const [FIRST, SECOND, OWN] = [lesson("a", "b"), lesson("a", "better"), lesson("a", "my own")];

/** Forgets what was kept in the browser. */
function freshBrowser(): void {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
  Object.assign(globalThis, { localStorage });
}

test("a lesson that has changed since the reader began to write in it is newer, and that is told once", () => {
  freshBrowser();
  assert.deepEqual(
    [FIRST, FIRST, SECOND, SECOND].map((now) => isNewer("a.ipynb", now, OWN)),
    [false, false, true, false],
  );
});

test("a copy that says what the lesson says is never old, however its lines are kept", () => {
  freshBrowser();
  assert.ok(!isNewer("a.ipynb", lesson("a\nb"), OWN));
  assert.ok(!isNewer("a.ipynb", lesson("a\nc"), lesson(["a\n", "c"])));
});

test("each lesson is remembered by itself", () => {
  freshBrowser();
  assert.ok(!isNewer("a.ipynb", FIRST, OWN));
  assert.ok(!isNewer("b.ipynb", SECOND, OWN));
});
