import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Edits } from "../../../jupyter/web/src/edits";
import { Store } from "../../../jupyter/web/src/store";

/** A browser's storage, as several windows of one page see it. */
class FakeStorage {
  room = Infinity;
  getItem(key: string): string | null {
    return (this as unknown as Record<string, string>)[key] ?? null;
  }
  setItem(key: string, value: string): void {
    if (value.length > this.room) throw new Error("QuotaExceededError");
    Object.assign(this, { [key]: value });
    for (const listener of listeners) listener({ key });
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}

let listeners: ((event: { key: string | null }) => void)[];
let storage: FakeStorage;

beforeEach(() => {
  [listeners, storage] = [[], new FakeStorage()];
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => storage });
  Object.assign(globalThis, {
    addEventListener: (_: string, listener: (typeof listeners)[number]) => listeners.push(listener),
  });
});

/** A window of the page. */
const openStore = (): Store => new Store("kit:/01.html");
const open = (): Edits => new Edits(openStore());

/** From now on the browser refuses even to say what it keeps, as it does in a frame without an origin. */
function block(): void {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new Error("SecurityError");
    },
  });
}

test("an edit is kept over a reload, and what says the same as the lesson is none", () => {
  open().keep("a", "mine", "lesson");
  assert.deepEqual(open().of("a", "lesson"), { text: "mine", isOutdated: false });
  open().keep("a", "lesson", "lesson");
  assert.equal(open().of("a", "lesson"), undefined);
  assert.deepEqual(openStore().names(), []);
});

test("an edit that makes room for another is there until the reader lets go of it", () => {
  open().keep("a", "mine", "lesson");
  open().setAside("a", "lesson");
  open().keep("a", "theirs", "lesson");
  assert.deepEqual(open().aside("a"), ["mine"]);
  assert.equal(open().of("a", "lesson")!.text, "theirs");
  open().forgetAside("a", "mine");
  assert.deepEqual(open().aside("a"), []);
});

test("two windows keep each other's edits, and hear of them", () => {
  const [first, second] = [open(), open()];
  const heard: string[] = [];
  second.watch((id) => heard.push(id));
  first.keep("a", "mine", "lesson");
  second.keep("b", "mine too", "lesson");
  assert.deepEqual(
    ["a", "b"].map((id) => open().of(id, "lesson")?.text),
    ["mine", "mine too"],
  );
  assert.deepEqual(heard, ["a", "b"]);
});

test("an edit of a lesson that was corrected is outdated, however it goes on, until the reader stays with it", () => {
  open().keep("a", "mine", "lesson");
  open().keep("a", "mine, longer", "corrected");
  assert.deepEqual(open().of("a", "corrected"), { text: "mine, longer", isOutdated: true });
  open().confirm("a", "corrected");
  assert.deepEqual(open().of("a", "corrected"), { text: "mine, longer", isOutdated: false });
});

test("an edit that the corrected lesson now says itself is no edit", () => {
  open().keep("a", "corrected", "lesson");
  assert.equal(open().of("a", "corrected"), undefined);
});

test("edits of cells that are gone are told, those of other pages are not", () => {
  for (const id of ["a", "b", "c"]) open().keep(id, `mine of ${id}`, "lesson");
  new Edits(new Store("kit:/02.html")).keep("d", "elsewhere", "lesson");
  const gone = open().without(["b"]);
  assert.deepEqual([...gone], Object.entries({ a: "mine of a", c: "mine of c" }));
  open().forget("a");
  assert.deepEqual([...open().without(["b"]).keys()], ["c"]);
});

test("where storage is blocked, edits last as long as the page, and that is said", () => {
  block();
  const store = openStore();
  const said: string[] = [];
  store.onTrouble = (trouble) => said.push(trouble);
  const edits = new Edits(store);
  assert.equal(edits.of("a", "lesson"), undefined);
  edits.keep("a", "mine", "lesson");
  assert.deepEqual(edits.of("a", "lesson"), { text: "mine", isOutdated: false });
  assert.deepEqual([...edits.without([])], [["a", "mine"]]);
  edits.forget("a");
  assert.equal(edits.of("a", "lesson"), undefined);
  assert.deepEqual([...edits.without([])], []);
  assert.deepEqual(said, ["blocked"]);
});

test("a full storage is said, and what did not fit lasts as long as the page", () => {
  const store = openStore();
  const said: string[] = [];
  store.onTrouble = (trouble) => said.push(trouble);
  const edits = new Edits(store);
  edits.keep("a", "mine", "lesson");
  storage.room = 10;
  edits.keep("a", "mine, longer", "lesson");
  assert.equal(edits.of("a", "lesson")?.text, "mine, longer");
  assert.equal(open().of("a", "lesson")?.text, "mine");
  storage.room = Infinity;
  edits.keep("a", "mine, at last", "lesson");
  assert.equal(open().of("a", "lesson")?.text, "mine, at last");
  assert.deepEqual(said, ["full"]);
});

test("what is broken in the storage is as if it were not there", () => {
  const broken = ['{"text":', "null", "5", '{"text":5,"from":"x"}', '{"text":"only"}'];
  for (const text of broken) {
    storage.setItem("kit:/01.html:cell:a", text);
    assert.equal(open().of("a", "lesson"), undefined, text);
    assert.deepEqual([...open().without([])], [], text);
  }
  open().keep("a", "mine", "lesson");
  assert.equal(open().of("a", "lesson")?.text, "mine");
});
