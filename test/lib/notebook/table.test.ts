import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "../../../lib/index";

test("a table has a heading, a rule and a line per row, with short numbers", () => {
  const rows = [
    { what: "a|b", size: 0.123456, tiny: 1.23456e-7, whole: 12_000, yes: true },
    { what: "c", size: -7, tiny: 0, whole: Infinity, yes: false },
  ];
  assert.equal(
    table(rows),
    [
      "| what | size | tiny | whole | yes |",
      "| --- | --- | --- | --- | --- |",
      "| a\\|b | 0.1235 | 1.235e-7 | 12000 | ✔ |",
      "| c | -7 | 0 | Infinity | – |",
    ].join("\n"),
  );
});

test("what would end a cell or a row is escaped, in headings too", () => {
  assert.equal(
    table([{ "|w|": 1, "c\nd": "a\r\nb\nc" }]),
    ["| \\|w\\| | c<br>d |", "| --- | --- |", "| 1 | a<br>b<br>c |"].join("\n"),
  );
});

test("a table without rows, or with a row that lacks a column, is refused", () => {
  assert.throws(() => table([]), RangeError);
  const ragged: Record<string, number>[] = [{ a: 1, b: 2 }, { a: 3 }];
  assert.throws(() => table(ragged), /Cannot write row 1 of the table: it has no "b"/);
});
