import { notebookOf, type Output } from "./notebook";

const text = (source: string) => ({ cell_type: "markdown", source }) as const;

const printed = (words: string): Output => ({
  output_type: "display_data",
  data: { "text/plain": words },
  metadata: {},
});

/** A lesson that asks two questions. */
export const LESSON = notebookOf([
  text(
    "# A lesson\n\n**Predict.** Where will the loss be?\n\n- [ ] still near $\\ln 2$\n- [ ] around 0.3\n- [ ] near 0",
  ),
  { source: "`loss ${Math.LN2.toFixed(3)}`", outputs: [printed("loss 0.693")] },
  { source: "// The statements below, checked\n1;", metadata: { jupyter: { source_hidden: true } } },
  text(
    "<details><summary>Answer</summary>\n\n**Still near $\\ln 2$.** Nothing moves.\n\n</details>\n\nWhy is that?\n\n" +
      "**Predict.** Do the rows part?\n\n- [ ] yes\n- [ ] no",
  ),
  { source: "true", outputs: [printed("true")] },
  text("<details><summary>Answer</summary>\n\n**Yes.** They do.\n\n</details>"),
  text("## Takeaways\n\nThat is all."),
]);
