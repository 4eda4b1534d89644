import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import ts from "typescript";
import { errorText, Kernel } from "./client";

/**
 * Cells that between them have the language's statements, kinds of functions and scopes. Each prints what it finds, and must
 * print the same in the kernel, which rewrites it, as when Node runs it as a module.
 */
const CELLS: Record<string, string> = {
  "a variable that becomes undefined": "let u: any = 5; u = void 0; console.log(String(u));",
  "void with an effect": "let q: any; q = void (q = 7); console.log(q);",
  "void behind a comma": "let r: any = 1; r = (r++, void 0); console.log(r);",
  "a parameter called exports":
    "function f(exports: any) { exports.answer = 42; return exports } console.log(f({}));",
  "a parameter called exports beside a cell's name":
    "let mine = 1; function g(exports: any) { return [exports, mine] } console.log(g({ mine: 2 }));",
  "a variable called exports in a block":
    "let out = 1; { const exports = { out: 2 }; console.log(exports.out, out); }",
  "a catch variable called exports":
    "try { throw { a: 1 } } catch (exports: any) { exports.a++; console.log(exports); }",
  "a parameter called require":
    "const load = (require: (name: string) => string) => require('fs'); console.log(load((n) => n + '!'));",
  "a parameter called module":
    "const set = (module: any) => { module.exports = 3; return module }; console.log(set({}));",
  "a method called exports": "const o = { exports(x: number) { return x + 1 } }; console.log(o.exports(1));",
  "a class with a field called exports":
    "class E { exports = { deep: 1 } } console.log(new E().exports.deep);",
  "names shadowed in functions": "let n = 1; function h(n: number) { n++; return n } console.log(h(5), n);",
  "names shadowed in blocks and loops":
    "let i = 'outer'; for (let i = 0; i < 2; i++) console.log(i); { let i = 'inner'; console.log(i) } console.log(i);",
  "closures over a loop":
    "const fs: (() => number)[] = []; for (let k = 0; k < 3; k++) fs.push(() => k); console.log(fs.map((f) => f()));",
  "closures over a variable that changes": "let c = 1; const read = () => c; c = 2; console.log(read());",
  "a var in a block": "if (true) { var inside = 4 } console.log(inside); inside += 1; console.log(inside);",
  "a var without a value in a loop":
    "for (const x of [1, 2]) { var kept: number; if (x === 1) kept = x; console.log(kept); }",
  "vars of a for loop": "for (var a = 0, b = 9; a < 3; a++) b--; console.log(a, b);",
  "destructuring in a for of":
    "for (var [p, { s }] of [[1, { s: 2 }]] as const) console.log(p, s); console.log(p, s);",
  "destructuring with defaults and rest":
    "const { a1 = 5, b1: [c1, ...d1], ...e1 } = { b1: [1, 2, 3], f1: 6 } as any; console.log(a1, c1, d1, e1);",
  "destructuring assignment":
    "let x1 = 1, y1 = 2; [x1, y1] = [y1, x1]; ({ x1 } = { x1: 7 }); console.log(x1, y1);",
  "assignment operators":
    "let m: any = 2; m **= 3; m ??= 1; m ||= 5; m &&= m + 1; m <<= 1; console.log(m++, ++m, m--);",
  "an object of names and shorthand":
    "const k1 = 1, k2 = () => k1; console.log({ k1, k2: k2(), ['k' + 3]: 3, ...{ k4: 4 } });",
  labels:
    "outer: for (let i = 0; i < 3; i++) { for (;;) { if (i === 1) break outer; continue outer } } console.log('done');",
  switch:
    "const kind: string = 'b'; switch (kind) { case 'a': console.log(1); case 'b': console.log(2); default: console.log(3) }",
  "do while and while": "let w = 0; do { w++ } while (w < 3); while (w > 0) w--; console.log(w);",
  "for in": "const seen: string[] = []; for (const key in { a: 1, b: 2 }) seen.push(key); console.log(seen);",
  "try, catch and finally":
    "function t() { try { throw new Error('x') } catch (e: any) { return e.message } finally { console.log('f') } } console.log(t());",
  "a generator":
    "function* gen() { const got: number = yield 1; yield got * 2 } const it = gen(); console.log(it.next().value, it.next(21).value, it.next().done);",
  "an async generator":
    "async function* ag() { yield 1; yield 2 } for await (const v of ag()) console.log(v);",
  "async functions in order":
    "const order: number[] = []; const p1 = (async () => { order.push(1); await null; order.push(3) })(); order.push(2); await p1; console.log(order);",
  "promises and awaits in turn":
    "const log: string[] = []; const one = (async () => { for (const i of [1, 2, 3]) { await null; log.push('a' + i) } })(); const two = Promise.resolve().then(() => log.push('t1')).then(() => log.push('t2')).then(() => log.push('t3')); await Promise.all([one, two]); console.log(log.join(' '));",
  "an await in every place":
    "const f2 = async (x: number) => x; console.log(await f2(1) + (await f2(2)) * -(await f2(3)), [await f2(4)], `${await f2(5)}`, (await f2(6), await f2(7)));",
  "a class with private members":
    "class P { #v = 1; static #count = 0; private w = 2; get v() { return this.#v } set v(x) { this.#v = x; P.#count++ } static get count() { return P.#count } has(o: object) { return #v in o } } const pp = new P(); pp.v = 9; console.log(pp.v, P.count, pp.has(pp));",
  "a class that inherits":
    "class A2 { constructor(readonly x: number) {} hi() { return 'A' + this.x } } class B2 extends A2 { override hi() { return super.hi() + '!' } static { console.log('static block') } } console.log(new B2(3).hi(), B2.name);",
  "a class expression with private members":
    "const C3 = class { private n = 1; get m() { return this.n } }; console.log(new C3().m, C3.name);",
  "a mixin":
    "type Ctor = new (...args: any[]) => object; const Named = <T extends Ctor>(Base: T) => class extends Base { private tag = 'named'; show() { return this.tag } }; class N3 extends Named(Object) {} console.log(new N3().show());",
  "a local class and interface":
    "function local() { interface L { a: number } class K implements L { a = 1 } const r: L = new K(); return r.a } console.log(local());",
  "accessors and computed methods":
    "const acc = { _v: 1, get v() { return this._v }, set v(x) { this._v = x }, ['m' + 1]() { return 'm1' } }; acc.v = 4; console.log(acc.v, (acc as any).m1());",
  "template tags":
    "const tag = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join('|') + v.join(','); console.log(tag`a${1}b${2}\\n`);",
  "optional chaining and nullish values":
    "const none: any = null; console.log(none?.a?.b, none ?? 'd', [1]?.[0], none?.());",
  enums:
    "enum Color { Red, Green = 'g' as any, Blue = 5 } const enum Flag { On = 1 } console.log(Color.Red, Color[5], Flag.On);",
  "a namespace":
    "namespace Space { export const x = 1; export namespace Inner { export const y = x + 1 } } console.log(Space.Inner.y);",
  overloads:
    "function over(x: string): string; function over(x: number): number; function over(x: any) { return x } console.log(over(1), over('s'));",
  "names of functions":
    "const arrow = () => 1; const named = function inner() {}; class Z {} const o2 = { method() {}, arrow2: () => 0 }; console.log(arrow.name, named.name, Z.name, o2.method.name, o2.arrow2.name);",
  "the text of a function":
    "let factor = 3; function scaled(x) { return x * factor; } console.log(String(scaled));",
  "this in methods and arrows":
    "const self = { v: 1, f() { return [1].map(() => this.v) } }; console.log(self.f());",
  "hoisted functions":
    "console.log(early()); function early() { return later2 === undefined ? 'undefined' : later2 } var later2 = 1;",
  "exports of every kind":
    "export const e1 = 1; export function e2() { return e1 } export class E3 {} export default function e4() { return e2() } console.log(e4(), new E3() instanceof E3);",
  "typed assertions":
    "const v1 = [1, 2] as const; const v2 = { a: 1 } satisfies Record<string, number>; const v3 = v1[0]!; console.log(v1, v2.a, v3);",
  "imports of every kind":
    "import fs1, { existsSync as exists } from 'node:fs'; import * as path1 from 'node:path'; import type { Stats } from 'node:fs'; console.log(typeof fs1.readFileSync, exists('/'), path1.basename('a/b'));",
  "a dynamic import": "const { basename } = await import('node:path'); console.log(basename('x/y'));",
  "regular expressions and big numbers":
    "console.log(/(?<y>\\d{4})/u.exec('in 2024')!.groups!.y, 2n ** 64n);",
  "comma and conditional expressions": "let cc = 0; console.log((cc++, cc++, cc), cc > 1 ? 'yes' : 'no');",
  "a debugger statement and an empty one": "debugger;; console.log('on');",
  "delete, typeof and in":
    "const d: any = { a: 1 }; delete d.a; console.log('a' in d, typeof missing1, typeof d); declare const missing1: unknown;",
  "new methods of arrays":
    "console.log([3, 1, 2].toSorted(), [1, 2].with(0, 9), [1, 2, 3].findLast((x) => x < 3), new Float64Array([2, 1]).toSorted()[0]);",
  decorators:
    "function twice(_t: any, _n: string, d: PropertyDescriptor) { const f = d.value; d.value = function (...a: any[]) { return 2 * f.apply(this, a) } } class D1 { @twice one() { return 1 } } console.log(new D1().one());",
};

const MODULE = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  experimentalDecorators: true,
  esModuleInterop: true,
};

describe("a cell means what it says", () => {
  let kernel: Kernel;
  let folder: string;
  before(async () => {
    kernel = await Kernel.start();
    folder = mkdtempSync(join(tmpdir(), "corpus-"));
  });
  after(async () => {
    await kernel.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [name, code] of Object.entries(CELLS)) {
    test(name, async () => {
      const file = join(folder, "cell.mjs");
      writeFileSync(file, ts.transpileModule(code, { compilerOptions: MODULE }).outputText);
      const plain = execFileSync(process.execPath, [file]).toString();
      const { published, reply } = await kernel.run(code);
      assert.equal(reply.content.status, "ok", errorText({ published, reply }));
      const streams = published.filter(({ type }) => type === "stream");
      assert.equal(streams.map(({ content }) => content.text).join(""), plain);
    });
  }

  test("what a cell has declared is the same for the next, however it was declared", async () => {
    await kernel.run(
      "let n9 = 1; const c9 = () => n9; var v9 = 2; function f9() { return n9 + v9 } class K9 { n = n9 } enum E9 { A = 4 } const { d9, e9: [g9] } = { d9: 5, e9: [6] }; if (n9) { var i9 = 7 }",
    );
    await kernel.run("n9 = 10; v9 = 20; i9++;");
    const answer = await kernel.run("console.log(c9(), f9(), new K9().n, E9.A, d9, g9, i9, { n9, v9 });");
    assert.equal(answer.reply.content.status, "ok", errorText(answer));
    assert.equal(
      answer.published.find(({ type }) => type === "stream")!.content.text,
      "10 30 10 4 5 6 8 { n9: 10, v9: 20 }\n",
    );
  });
});
