import assert from "node:assert/strict";
import { test } from "node:test";
import { toHtml } from "../../../jupyter/web/src/markdown";
import { stacked } from "../../../jupyter/web/src/stacked";

const typeset = (tex: string, isDisplay: boolean): string =>
  `<math ${isDisplay ? "wide " : ""}>${tex}</math>`;

test("formulas are typeset as they stand, whatever Markdown would make of their signs", () => {
  assert.equal(
    toHtml("**So** $a_1 * b_1 * c$ holds.", typeset),
    "<p><strong>So</strong> <math >a_1 * b_1 * c</math> holds.</p>\n",
  );
});

test("a formula is not parted from the signs that touch it", () => {
  assert.equal(
    toHtml("($a$), for the $n$-th $b$.", typeset),
    '<p><span class="together">(<math >a</math>),</span> for the <span class="together"><math >n</math>-th</span> ' +
      '<span class="together"><math >b</math>.</span></p>\n',
  );
});

test("a formula of its own can be reached with the keys, and is no paragraph", () => {
  assert.match(
    toHtml("$$\na < b\n$$", typeset),
    /^<span class="formula" data-width="20" tabindex="0"><math wide >\na < b\n<\/math><\/span>/,
  );
});

test("a chain of equations has a line for each step on a narrow page, and one of brackets has none", () => {
  assert.equal(
    stacked("z = f(x = y) = g(x), \\qquad a = b"),
    "\\begin{aligned} z &= f(x = y) \\\\ &= g(x), \\\\ a &= b \\end{aligned}",
  );
  assert.equal(stacked("z = f(x = y)"), undefined);
});

test("the rows and columns of aligned equations follow each other on a narrow page", () => {
  assert.equal(
    stacked("\\begin{aligned} a &= b, & c &= d \\\\ e &= f \\end{aligned}"),
    "\\begin{aligned} a &= b, \\\\ c &= d \\\\ e &= f \\end{aligned}",
  );
});

test("what follows from an equation keeps its arrow", () => {
  assert.equal(
    stacked("a = b \\qquad\\Longrightarrow c = d"),
    "\\begin{aligned} a &= b \\\\ \\Longrightarrow c &= d \\end{aligned}",
  );
});

test("a dollar in code is a dollar", () => {
  const text = "`$a$` and\n\n```ts\nconst price = `$${a}$`;\n```\n";
  assert.ok(!toHtml(text, typeset).includes("<math"));
});
