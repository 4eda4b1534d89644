import assert from "node:assert/strict";
import { test } from "node:test";
import { showsUnits, withUnits } from "../../../jupyter/web/pages/prose.mjs";

test("a unit that a text names gets the mark of its colour; code, formulas and other numbers do not", () => {
  assert.equal(
    withUnits("<p>the line of unit 2, not of unit 12</p>"),
    '<p>the line of <span class="unit" data-unit="2">unit 2</span>, not of unit 12</p>',
  );
  for (const html of [
    '<p title="unit 1">units 1 and 2, 1 unit 3</p>',
    "<p><code>unit 1</code></p>",
    "<math><mtext>unit 1</mtext></math>",
  ])
    assert.equal(withUnits(html), html);
});

test("a figure whose curves or controls are named after units shows them, and one whose axes are does not", () => {
  assert.equal(showsUnits([{ kind: "figure", figure: { data: [{ name: "unit 1" }] } }]), true);
  assert.equal(showsUnits([{ kind: "controls", controls: [{ label: "unit 2", state: { unit: 2 } }] }]), true);
  const axis = { title: { text: "weight of unit 1" } };
  assert.equal(showsUnits([{ kind: "figure", figure: { layout: { xaxis: axis } } }]), false);
  assert.equal(showsUnits([]), false);
});
