import assert from "node:assert/strict";
import { test } from "node:test";
import { sectionsOf } from "../../../jupyter/web/findable.mjs";
import { markdownWriter } from "../../../jupyter/web/lessons.mjs";
import { wordsOf } from "../../../jupyter/web/words.mjs";

const writer = markdownWriter();

const WORDS = {
  "where $1/\\sqrt n$ comes from, `xavierNormal`, and *why*.":
    "where 1/√n comes from, xavierNormal, and why.",
  "$\\sigma\\sqrt{n_\\text{in}} = 1$, or": "σ√n_in = 1, or",
  "$\\frac{1}{s\\sqrt{2\\pi}}$ and $\\sqrt{512/128}$": "1/(s√(2π)) and √(512/128)",
  "$\\tfrac12(3^2 + 2^2)$ and $-\\ln\\frac{1}{10}$": "½(3² + 2²) and −ln (1/10)",
  "$\\sqrt q\\, z$, $\\sqrt{q} z$ ($a_{l+1}$).": "√q z, √q z (a_(l + 1)).",
  "$W^{[l+1]}x_1 + \\hat y > 0$": "W^[l + 1]x₁ + ŷ > 0",
  "$e^{-c}$, $10^{-15}$, $X^\\mathsf{T}$, $\\sigma_w^2$": "e^(−c), 10⁻¹⁵, Xᵀ, σ_w²",
  "$p \\ln p \\le -x$": "p ln p ≤ −x",
  "$$\\begin{aligned} z &= w \\cdot x + b, \\\\ a &= g(z) \\end{aligned}$$ Then":
    "z = w ⋅ x + b, a = g(z), Then",
};

test("formulas, code and emphasis are words as one would type them", async () => {
  const toHtml = await writer;
  for (const [markdown, words] of Object.entries(WORDS)) assert.equal(wordsOf(toHtml(markdown)), words);
});

test("a formula that a narrow page stacks is said once", async () => {
  const toHtml = await writer;
  const wide = "$$a + b = c, \\qquad d + e = f, \\qquad g + h = i, \\qquad j + k = l, \\qquad m + n = o$$";
  assert.match(toHtml(wide), /class="stacked"/);
  assert.equal(wordsOf(toHtml(wide)).split("a + b").length, 2);
});

test("a search finds sections with their formulas in heading and text, without the links to other lessons", async () => {
  const cell = {
    id: "a",
    cell_type: "markdown",
    source:
      "# A\n\n[← Z](z.ipynb) · [B →](b.ipynb)\n\nOf it.\n\n## Why $1/\\sqrt N$?\n\nBy `gain`, $g/\\sqrt n$.",
    metadata: {},
  };
  assert.deepEqual(sectionsOf({ file: "a", title: "A", cells: [cell] }, await writer), [
    { link: "a.html", page: "A", heading: "A", text: "Of it." },
    { link: "a.html#why-1-n", page: "A", heading: "Why 1/√N?", text: "By gain, g/√n." },
  ]);
});
