import assert from "node:assert/strict";
import { Console } from "node:console";
import { Writable } from "node:stream";
import { test } from "node:test";
import { makeConsole } from "../../../jupyter/web/src/console";

type AnyConsole = Record<string, (...values: unknown[]) => void>;

/** What some calls print on a console: the stream and the text of each line, with spaces as Node 20 and 22 differ in them. */
function printed(
  make: (print: (stream: string, text: string) => void) => object,
  use: (to: AnyConsole) => void,
) {
  const lines: string[] = [];
  const all = { stdout: "", stderr: "" };
  use(
    make((stream, text) => {
      all[stream as "stdout"] += text;
      lines.push(stream);
    }) as AnyConsole,
  );
  const alike = (text: string): string =>
    text.replace(/│[^\n]*/g, (row) => row.replace(/ +/g, " ")).replace(/\d+(\.\d+)?m?s/g, "TIME");
  return { stdout: alike(all.stdout), stderr: alike(all.stderr) };
}

const ours = (print: (stream: string, text: string) => void): object => makeConsole(print).console;

function nodes(print: (stream: string, text: string) => void): object {
  const streamOf = (name: string): Writable =>
    new Writable({
      write: (chunk: Buffer, _, done) => {
        print(name, chunk.toString());
        done();
      },
    });
  return new Console({ stdout: streamOf("stdout"), stderr: streamOf("stderr"), colorMode: false });
}

const WIDE_OBJECT = { a: 1, b: { c: { d: { e: 5 } } }, f: [1, 2, 3] };

const USES: Readonly<Record<string, (to: AnyConsole) => void>> = {
  "log, info, debug, warn and error": (to) => {
    for (const name of ["log", "info", "debug", "warn", "error"]) to[name]!("a %s", "b", 5, WIDE_OBJECT);
    to.log!();
  },
  "table of rows as objects": (to) => {
    to.table!([
      { a: 1, b: "x" },
      { a: 2, c: true },
    ]);
  },
  "table of rows as lists": (to) => {
    to.table!([
      [1, 2],
      [3, 4, [5, 6, 7, 8, 9]],
    ]);
  },
  "table of an object": (to) => {
    to.table!({ x: { y: 1 }, z: 5, f: () => 1 });
  },
  "table of a map, a set, typed numbers and wide letters": (to) => {
    to.table!(
      new Map<unknown, unknown>([
        ["a", 1],
        ["b", WIDE_OBJECT],
      ]),
    );
    to.table!(new Set([1, "q"]));
    to.table!(new Float64Array([1, 2.5]));
    to.table!(["日本", "ẑ", "🎉", null, undefined]);
  },
  "table of some columns": (to) => {
    to.table!([{ a: 1, b: 2 }, { b: 3 }, 7], ["b", "none"]);
    to.table!([], ["b"]);
  },
  "table of nothing, and of what is no table": (to) => {
    to.table!([]);
    to.table!(5);
    to.table!("text");
    to.table!(null);
  },
  dir: (to) => {
    to.dir!(WIDE_OBJECT, { depth: 0 });
    to.dir!(WIDE_OBJECT);
  },
  "groups, also of several lines and unfinished": (to) => {
    to.group!("outer %d", 1);
    to.log!("a\nb");
    to.groupCollapsed!();
    to.warn!("inner");
    to.table!([1]);
    to.groupEnd!();
    to.groupEnd!();
    to.groupEnd!();
    to.log!("out");
  },
  assert: (to) => {
    to.assert!(true, "not said");
    to.assert!(false);
    to.assert!(0, "of %s", "this");
    to.assert!("", { a: 1 }, 5);
  },
  count: (to) => {
    to.count!();
    to.count!("x");
    to.count!();
    to.countReset!();
    to.count!();
  },
  time: (to) => {
    to.time!("x");
    to.time!();
    to.timeLog!("x", "so far", [1]);
    to.timeEnd!("x");
    to.timeEnd!();
  },
  clear: (to) => {
    to.clear!();
  },
};

for (const [what, use] of Object.entries(USES))
  test(`a page's console prints as Node's: ${what}`, () => {
    assert.deepEqual(printed(ours, use), printed(nodes, use));
  });

test("a timer that is not there, and one that is, are said, and a trace is", () => {
  const { stderr } = printed(ours, (to) => {
    to.timeEnd!("x");
    to.time!("y");
    to.time!("y");
    to.trace!("here %d", 5);
  });
  assert.match(
    stderr,
    /No such label 'x' for console.timeEnd\(\)\n.*Label 'y' already exists for console.time\(\)\nTrace: here 5\n +at /,
  );
});

test("groups that a cell has left open end with it", () => {
  let text = "";
  const { console, endGroups } = makeConsole((_, more) => (text += more));
  (console as AnyConsole).group!("a");
  endGroups();
  (console as AnyConsole).log!("b");
  assert.equal(text, "a\nb\n");
});
