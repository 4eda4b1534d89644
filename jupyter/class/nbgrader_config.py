"""What nbgrader needs to know of the lessons. `npm run handout -- --nbgrader COURSE` makes the course's configuration load this file."""

import re
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient.exceptions import DeadKernelError
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, Execute
from nbgrader.utils import is_grade, is_solution, setenv

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "breaking-symmetry"

# The first cell of each kernel: from then on no answer can change what a check relies on, the language and the library.
FREEZE = (Path(__file__).resolve().parent / "first-cell.txt").read_text(encoding="utf-8")
# What stands before the first "=", "(" or "from" of a declaration, and the names that go on after a comma.
DECLARATION = re.compile(
    r"^(?:import|const|let|var|(?:async )?function|class|type|interface|enum)\b(.*?)(?:=|\(|;|\bfrom\b|\bextends\b|$(?<![,{]))"
    r"|, *(\w+) *=[^>=]",
    re.MULTILINE | re.DOTALL,
)


class ExerciseByExercise(Execute):
    """Runs each exercise in a kernel of its own: the teacher's cells that it needs, the answer, these cells again, the check.

    So an answer that ends the kernel, or does not come to an end, costs its own exercise. And the names that a check
    uses are the teacher's, whatever the answer has declared.
    """

    def preprocess(self, nb, resources):
        lesson = self.lesson_of(nb, resources)
        if lesson is None:
            return super().preprocess(nb, resources)
        submitted = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
        shared = []
        for cell in lesson.cells:
            check = submitted.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if is_grade(cell) and check is not None:
                answer = answers_before(check, nb.cells, {cell.id for cell in lesson.cells})
                needed = needed_by([*answer, check], shared)
                first = nbformat.v4.new_code_cell(FREEZE)
                self.grade(nb, [first, *deepcopy(needed), *answer, *deepcopy(needed)], check, resources)
            elif is_shared(cell):
                shared.append(cell)
        return nb, resources

    def lesson_of(self, nb, resources):
        """The notebook as the teacher has it; None if it is no lesson of the kit's."""
        if nb.metadata.get("kernelspec", {}).get("name") != "breaking-symmetry":
            return None
        place, course = resources["nbgrader"], CourseDirectory(parent=self)
        folder = course.format_path(course.source_directory, ".", place["assignment"])
        file = Path(folder) / f"{place['notebook']}.ipynb"
        return nbformat.read(file, as_version=4) if file.exists() else None

    def grade(self, nb, before, check, resources):
        part = deepcopy({key: value for key, value in nb.items() if key != "cells"})
        try:
            with setenv(BREAKING_SYMMETRY_GRADING="1"):
                super().preprocess(nbformat.NotebookNode({**part, "cells": [*before, check]}), resources)
        except DeadKernelError:
            fail(check, "Your answer ended the program before it could be checked.")
        # That nothing went wrong is not enough: what is right says so.
        if not any(": passed." in str(output.get("data", {}).get("text/plain")) for output in check.outputs):
            fail(check, "The check did not come to an end.")


def is_shared(cell):
    is_own = cell.cell_type == "code" and not is_solution(cell) and not is_grade(cell)
    return is_own and "facts" not in cell.metadata.get("tags", [])


def needed_by(cells, shared):
    """Of the cells before, those that declare a name that these mention, and those that they need in their turn."""
    mentioned, needed = words("\n".join(cell.source for cell in cells)), []
    for cell in reversed(shared):
        declared = words(" ".join(map(" ".join, DECLARATION.findall(cell.source))))
        if declared & mentioned:
            mentioned |= words(cell.source)
            needed.insert(0, cell)
    return needed


def words(text):
    return set(re.findall(r"(?<![.\w])[^\W\d]\w*", text))


def answers_before(check, cells, lesson_ids):
    """An exercise's answer, and what the student has put beside it."""
    answer = []
    for cell in cells[: cells.index(check)]:
        if is_grade(cell):
            answer = []
        elif cell.cell_type == "code" and (is_solution(cell) or cell.id not in lesson_ids):
            answer.append(cell)
    return answer


def fail(check, reason):
    if not any(output.output_type == "error" for output in check.outputs):
        error = {"ename": "NotChecked", "evalue": reason, "traceback": [reason]}
        check.outputs.append(nbformat.v4.new_output("error", **error))


def steps(converter, name):
    return converter.class_traits()[name].default_args[0]


# Exercises have code to start from, which students keep. The solutions have been left out already.
c.GenerateAssignment.preprocessors = [
    step for step in steps(GenerateAssignment, "preprocessors") if step is not ClearSolutions
]
c.Autograde.autograde_preprocessors = [
    ExerciseByExercise if step is Execute else step for step in steps(Autograde, "autograde_preprocessors")
]
# No cell of a lesson takes more than a few seconds; with all frozen it may take three times as long. Later it is interrupted.
c.ExecutePreprocessor.timeout = 120
