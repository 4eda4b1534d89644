"""What nbgrader needs to know of the lessons. `npm run handout -- --nbgrader COURSE` makes the course's configuration load this file."""

import os

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "breaking-symmetry"

# Exercises have code to start from, which students keep. The solutions have been left out already.
c.GenerateAssignment.preprocessors = [
    step
    for step in GenerateAssignment.class_traits()["preprocessors"].default_args[0]
    if step is not ClearSolutions
]

# While answers are graded a check that is not passed is an error, which costs the exercise's point.
os.environ["BREAKING_SYMMETRY_GRADING"] = "1"
# No cell of a lesson takes more than a few seconds. One that takes longer is interrupted, and the others still run.
c.ExecutePreprocessor.timeout = 60
