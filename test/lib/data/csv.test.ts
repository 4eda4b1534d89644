import assert from "node:assert/strict";
import { test } from "node:test";
import { examplesFromCsv, mean, standardDeviation, standardized } from "../../../lib/index";
import { assertThrows } from "../assertions";

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
  assertThrows(read("1,2,a\n\n3,,b"), 'RangeError: Cannot read line 3 of the examples: "" is not a number');
  assertThrows(read("1,a\n2,a"), "RangeError: Cannot read examples of 1 class: at least two are needed");
  assertThrows(
    read(""),
    "RangeError: Cannot read examples: each line needs at least one feature and a class",
  );
});

test("standardized features have mean 0 and standard deviation 1, and a constant one is 0", () => {
  const data = examplesFromCsv("100,7,a\n300,7,b\n500,7,a\n-10,7,b");
  const { X, Y, classes } = standardized(data);
  assert.ok(Math.abs(mean(X.row(0))) < 1e-15 && Math.abs(standardDeviation(X.row(0)) - 1) < 1e-15);
  assert.deepEqual(X.row(1), [0, 0, 0, 0]);
  assert.deepEqual([Y, classes], [data.Y, data.classes]);
});
