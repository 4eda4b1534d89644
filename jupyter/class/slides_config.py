"""A lesson as slides, see README.md beside this file: a slide per section, and below it one step after the other."""

import re

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines

c = get_config()  # noqa: F821

# What a committed lesson holds back, since it answers a prediction: on slides it comes after the question anyway.
HELD_BACK = "application/vnd.breaking-symmetry.answer+json"
# What a class does not look at together.
HIDDEN = {"facts", "check", "solution", "exercise"}


class Steps(Preprocessor):
    """Each heading begins a slide; each prediction, and each cell with what it shows, is a step further down."""

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [kept for output in cell.outputs for kept in self.released(output)]
        rejoin_lines(nb)
        nb.cells = [step for cell in nb.cells if self.is_shown(cell) for step in self.steps(cell)]
        return nb, resources

    def released(self, output):
        return output.get("data", {}).get(HELD_BACK, [output])

    def is_shown(self, cell):
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        return not folded and not HIDDEN & set(cell.metadata.get("tags", []))

    def steps(self, cell):
        is_prose = cell.cell_type == "markdown"
        text = cell.source.replace("<details><summary>Answer", "<details open><summary>Answer")
        parts = re.split(r"\n(?=#{1,3} |\*\*Predict\.\*\*)", text) if is_prose else [cell.source]
        return [self.step(cell, place, part) for place, part in enumerate(parts)]

    def step(self, cell, place, source):
        kind = "slide" if cell.cell_type == "markdown" and source.startswith("#") else "subslide"
        metadata = NotebookNode({**cell.metadata, "slideshow": {"slide_type": kind}})
        return NotebookNode({**cell, "id": f"{cell.id}-{place}", "source": source, "metadata": metadata})


c.SlidesExporter.preprocessors = [Steps]
c.SlidesExporter.reveal_scroll = True
c.SlidesExporter.reveal_theme = "simple"
