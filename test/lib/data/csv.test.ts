import assert from "node:assert/strict";
import { test } from "node:test";
import { examplesFromCsv, mean, standardDeviation, standardized } from "../../../lib/index";
import { assertThrows } from "../assertions";

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

test("commas, semicolons and tabs, headings, empty lines and spaces are read alike", () => {
  const expected = examplesFromCsv("1,2,a\n3,4,b");
  for (const text of [
    "1;2;a\r\n3;4;b",
    "1\t2\ta\n\n3\t4\tb\n",
    " 1 , 2 , a \n 3 , 4 , b ",
    "u,v,kind\n1,2,a\n3,4,b",
  ]) {
    const { X, Y, classes } = examplesFromCsv(text);
    assert.deepEqual(
      [X.toArray(), Y.toArray(), classes],
      [expected.X.toArray(), expected.Y.toArray(), ["a", "b"]],
    );
  }
  assert.deepEqual(examplesFromCsv("u,v,kind\n1,2,a\n3,4,b").features, ["u", "v"]);
  assert.deepEqual(expected.features, ["x1", "x2"]);
});

test("two classes give labels 0 and 1, three give one row each", () => {
  assert.deepEqual(examplesFromCsv("5,1\n6,0\n7,1").Y.toArray(), [[1, 0, 1]]);
  assert.deepEqual(examplesFromCsv("5,c\n6,a\n7,b").Y.toArray(), [
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ]);
});

test("what cannot be read is named with its line", () => {
  const read = (text: string) => () => examplesFromCsv(text);
  assertThrows(
    read("1,2,a\n3,b"),
    "RangeError: Cannot read line 2 of the examples: it has 2 columns, and the first line 3",
  );
  assertThrows(
    read("1,2,a\n3,four,b"),
    'RangeError: Cannot read line 2 of the examples: "four" is not a number',
  );
  assertThrows(read("1,2,a\n\n3,,b"), "RangeError: Cannot read line 3 of the examples: column 2 is missing");
  assertThrows(
    read("1,2,a\n3,4,\n5,6,b"),
    "RangeError: Cannot read line 2 of the examples: its class is missing",
  );
  assertThrows(
    read("1;2;a\n1,5;4;b"),
    'RangeError: Cannot read line 2 of the examples: "1,5" is not a number; write it with a point',
  );
  assertThrows(read("1,a\n2,a"), "RangeError: Cannot read examples of 1 class: at least two are needed");
  assertThrows(
    read(""),
    "RangeError: Cannot read examples: each line needs at least one feature and a class",
  );
});

test("what stands in quotes is one field, and may hold a separator or quotes", () => {
  const { features, classes, X } = examplesFromCsv(
    '"length, cm","width",kind\n"1.5",2,"oak, red"\n3,4, "a ""small"" elm" ',
  );
  assert.deepEqual(features, ["length, cm", "width"]);
  assert.deepEqual(classes, ['a "small" elm', "oak, red"]);
  assert.deepEqual(X.toArray(), [
    [1.5, 3],
    [2, 4],
  ]);
  assert.deepEqual(examplesFromCsv('1,5" pipe\n2,6" pipe').classes, ['5" pipe', '6" pipe']);
});

test("a feature that never changes becomes 0, whatever its value, also if rounding has made its numbers differ", () => {
  const constants = Array.from({ length: 100 }, (_, k) => (k - 40) / 10);
  for (const count of [2, 3, 10, 1000]) {
    const X = [...constants.map((value) => Array.from({ length: count }, () => value)), range(count)];
    const Y = range(count).map((k) => k % 2);
    const scaled = standardized({ X, Y }).X;
    constants.forEach((value, i) => {
      assert.ok(
        scaled.row(i).every((x) => x === 0),
        `${count} times ${value}`,
      );
    });
    assert.ok(Math.abs(standardDeviation(scaled.row(constants.length)) - 1) < 1e-12);
  }
  assert.deepEqual(standardized({ X: [[0.1 + 0.2, 0.3, 0.3]], Y: [0, 1, 1] }).X.toArray(), [[0, 0, 0]]);
});

test("standardized features have mean 0 and standard deviation 1, and a constant one is 0", () => {
  const data = examplesFromCsv("100,7,a\n300,7,b\n500,7,a\n-10,7,b");
  const { X, Y, classes } = standardized(data);
  assert.ok(Math.abs(mean(X.row(0))) < 1e-15 && Math.abs(standardDeviation(X.row(0)) - 1) < 1e-15);
  assert.deepEqual(X.row(1), [0, 0, 0, 0]);
  assert.deepEqual([Y, classes], [data.Y, data.classes]);
});
