import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { fingerprint } from "../../../jupyter/web/src/fingerprint";
import { fragmentOf, LinkError, type Shared, sharedIn } from "../../../jupyter/web/src/share";

const PLAIN = { noNullPrototype: true };
const text = fc.string({ unit: "binary", maxLength: 200 });
const value = fc.oneof(
  fc.record({ value: fc.oneof(text, fc.integer(), fc.boolean()) }, PLAIN),
  fc.record({ index: fc.nat() }, PLAIN),
);
const shared: fc.Arbitrary<Shared> = fc.record(
  {
    lesson: fc.constant("04-too-large"),
    edits: fc.array(fc.record({ id: text, text, from: text }, PLAIN), { maxLength: 5 }),
    values: fc.array(fc.record({ id: text, place: fc.nat(), name: text, value }, PLAIN), { maxLength: 5 }),
  },
  PLAIN,
);

const EDIT: Shared = {
  lesson: "04-too-large",
  edits: [{ id: "cell-08", text: "const scale = 3; // größer", from: "abc" }],
  values: [{ id: "slider", place: 0, name: "scale", value: { value: 2.5 } }],
};

/** A fragment with just this in it. */
const written = (json: string, version = "1"): string =>
  `#try=${version}.${fingerprint(json)}.${deflateRawSync(json).toString("base64url")}`;

const refused = (fragment: string, words: RegExp): Promise<void> =>
  assert.rejects(
    sharedIn(fragment, "04-too-large"),
    (error) => error instanceof LinkError && words.test(error.message),
    fragment.slice(0, 80),
  );

test("a link carries whatever a cell may say and a control be set to", async () => {
  await fc.assert(
    fc.asyncProperty(shared, async (given) => {
      const fragment = await fragmentOf(given);
      assert.match(fragment, /^#try=1\.\w+\.[\w-]*$/);
      assert.deepEqual(await sharedIn(fragment, "04-too-large"), given);
    }),
    { numRuns: 60 },
  );
});

test("a link of which anything is missing or another carries nothing", async () => {
  const fragment = await fragmentOf(EDIT);
  for (let length = "#try=1.".length; length < fragment.length; length++)
    await refused(fragment.slice(0, length), /damaged/);
  for (let place = "#try=1.".length; place < fragment.length; place++) {
    const other = fragment[place] === "x" ? "y" : "x";
    const changed = fragment.slice(0, place) + other + fragment.slice(place + 1);
    // The last character has bits that stand for nothing.
    const read = await sharedIn(changed, "04-too-large").catch(() => EDIT);
    assert.deepEqual(read, EDIT, changed);
  }
});

test("whatever follows the name is read without harm, or refused in a sentence", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, fc.base64String()), (data) => refused(`#try=1.${data}`, /\.$/)),
    { numRuns: 100 },
  );
});

test("a heading's fragment is none of these", async () => {
  for (const fragment of ["", "#", "#what-went-wrong", "#trying"])
    assert.equal(await sharedIn(fragment, "04-too-large"), undefined);
});

test("a link of another version, of another lesson, or too long is told as such", async () => {
  await refused(written(JSON.stringify(EDIT), "2"), /another version/);
  await refused(await fragmentOf({ ...EDIT, lesson: "05-other" }), /another lesson/);
  await refused(`#try=1.${"a".repeat(200_000)}`, /too long/);
  await refused(written(JSON.stringify(" ".repeat(50_000_000))), /damaged/);
});

test("a link of another shape is damaged, whatever it holds", async () => {
  const others = [
    "null",
    "[]",
    "{}",
    '{"lesson":"04-too-large","edits":{},"values":[]}',
    '{"lesson":"04-too-large","edits":[null],"values":[]}',
    '{"lesson":"04-too-large","edits":[{"id":"a","text":5,"from":""}],"values":[]}',
    '{"lesson":"04-too-large","edits":[],"values":[{"id":"a","place":0.5,"name":"b","value":{"value":1}}]}',
    '{"lesson":"04-too-large","edits":[],"values":[{"id":"a","place":0,"name":"b","value":{"value":{}}}]}',
  ];
  for (const json of others) await refused(written(json), /damaged/);
});

test("edits that are too long for a link are said to be, before anybody sends it", async () => {
  let long = "";
  for (let line = 0; line < 3000; line++) long += fingerprint(String(line));
  await assert.rejects(
    fragmentOf({ ...EDIT, edits: [{ id: "a", text: long, from: "" }] }),
    /too long for a link: download/,
  );
});
