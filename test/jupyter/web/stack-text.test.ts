import assert from "node:assert/strict";
import { test } from "node:test";
import { parseStack, withoutInnerNames } from "../../../jupyter/kernel/errors/stack-text";

const told = (stack: string): string[] =>
  parseStack(stack).map(
    ({ functionName, file, line, column }) => `${functionName} ${file} ${line} ${column}`,
  );

test("a stack of Firefox (153) is read: functions in functions, those without names, classes and files", () => {
  const stack =
    "deep@cell-1:2:39\ndeep@cell-1:2:65\nm/<@cell-1:3:38\nm@cell-1:3:21\nouter/arrow@cell-1:4:31\n" +
    "inLib@http://127.0.0.1:33363/kernel.js:13:41\nasync*i@cell-2:6:188\n@cell-3:1:1\n" +
    "@http://127.0.0.1:33363/kernel.js line 19 > eval:2:8\nself.onmessage@http://127.0.0.1:33363/kernel.js:14:52\n";
  assert.deepEqual(told(stack), [
    "deep cell-1 2 39",
    "deep cell-1 2 65",
    " cell-1 3 38",
    "m cell-1 3 21",
    "arrow cell-1 4 31",
    "inLib http://127.0.0.1:33363/kernel.js 13 41",
    "i cell-2 6 188",
    " cell-3 1 1",
    "self.onmessage http://127.0.0.1:33363/kernel.js 14 52",
  ]);
});

test("a stack of Safari's form is read, and what has no place is left out", () => {
  const stack =
    "deep@cell-1:2:39\n@cell-1:4:5\neval code@\n[native code]\nmap@[native code]\nblob:http://a/b-c:3:7";
  assert.deepEqual(told(stack), ["deep cell-1 2 39", " cell-1 4 5", " blob:http://a/b-c 3 7"]);
});

test("what Firefox says of a variable names the variable, and not the box that it is kept in", () => {
  const said = withoutInnerNames('can\'t access property "y", __box_x.x is null');
  assert.equal(said, 'can\'t access property "y", x is null');
  assert.equal(withoutInnerNames("__box_ŷ.ŷ.call is not a function"), "ŷ.call is not a function");
  assert.equal(withoutInnerNames("(0 , __box_f.f) is not a function"), "f is not a function");
});
