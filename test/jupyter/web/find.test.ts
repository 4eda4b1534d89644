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

test("the inside of a word, too many missing words and signs alone find nothing", () => {
  for (const asked of ["nits", "units of other things", "", " (*"])
    assert.deepEqual(found(SECTIONS, asked), [], asked);
});

test("words of a question do not count, nor endings; of words that nothing has together, most count", () => {
  const sections = [
    section("Vanish or explode", "The gradient vanishes in ten layers."),
    section("Why 0.02?", "A constant."),
    section("Layer 2", "Zero, 0, and 02."),
    section("Is a dead ReLU dead for ever?", ""),
    section("The half that ReLU loses", "Its gain is √2."),
    section("Is it normal?", ""),
    section("normals", ""),
  ];
  for (const [asked, heading] of [
    ["vanishing gradients", "Vanish or explode"],
    ["Why 0.02?", "Why 0.02?"],
    ["why is my relu dead", "Is a dead ReLU dead for ever?"],
    ["√2", "The half that ReLU loses"],
    ["a dead ReLU at night", "Is a dead ReLU dead for ever?"],
    ["why", "Why 0.02?"],
    ["Normals", "normals"],
  ] as const)
    assert.equal(found(sections, asked)[0], heading, asked);
});

test("twelve are shown, each with what stands around the first hit", () => {
  const long = `${"before ".repeat(30)}symmetry ${"after ".repeat(50)}`;
  const hits = find(
    Array.from({ length: 20 }, (_, i) => section(`${i}`, long)),
    "symmetry",
  );
  assert.equal(hits.length, 12);
  assert.match(hits[0]!.excerpt, /^… before (before )+symmetry (after )+…$/);
});
