import assert from "node:assert/strict";
import { test } from "node:test";
import { find, type Section } from "../../../jupyter/web/src/find";

const section = (heading: string, text: string): Section => ({ link: "a.html", page: "A", heading, text });
const found = (sections: readonly Section[], asked: string): string[] =>
  find(sections, asked).map(({ heading }) => heading);

const SECTIONS = [
  section("Zeros", "All units stay one unit."),
  section("Units", "They part from random weights."),
  section("Biases", "Random numbers are not needed."),
];

test("a section is found by the beginnings of its words, a heading before a text", () => {
  assert.deepEqual(found(SECTIONS, "unit"), ["Units", "Zeros"]);
  assert.deepEqual(found(SECTIONS, "RANDOM weig"), ["Units"]);
});

test("the inside of a word, a missing word and signs alone find nothing", () => {
  for (const asked of ["nits", "units biases", "", " (*"])
    assert.deepEqual(found(SECTIONS, asked), [], asked);
});

test("twelve are shown, each with what stands around the first hit", () => {
  const long = `${"before ".repeat(30)}symmetry ${"after ".repeat(50)}`;
  const hits = find(
    Array.from({ length: 20 }, (_, i) => section(`${i}`, long)),
    "symmetry",
  );
  assert.equal(hits.length, 12);
  assert.match(hits[0]!.excerpt, /^… before (before )+symmetry after .* …$/);
});
