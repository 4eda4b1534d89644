"""papermill for TypeScript notebooks, which knows no TypeScript by itself; takes papermill's own arguments:
python jupyter/class/with_parameters.py notebooks/examine-your-network.ipynb wide.ipynb -y "sizes: [4, 64, 3]"
"""

import json
import re
import sys

import papermill.execute
from papermill.__main__ import papermill as command
from papermill.exceptions import PapermillExecutionError
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators
from papermill.utils import find_first_tagged_cell_index

DECLARATION = re.compile(r"^(?:const|let) (\w+)(?:: *[^=]+)? = (.*?);? *(?://(.*))?$", re.MULTILINE)
KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "an object",
}


class TypeScript(Translator):
    """A parameter is a constant, and its value is written as JSON, which is TypeScript, and so are NaN and Infinity."""

    @classmethod
    def translate(cls, val):
        return json.dumps(val, ensure_ascii=False)

    @classmethod
    def assign(cls, name, str_val):
        return f"const {name} = {str_val};"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def inspect(cls, parameters_cell):
        found = DECLARATION.findall(parameters_cell["source"])
        return [Parameter(name, kind_of(value), value, comment.strip()) for name, value, comment in found]


def kind_of(text):
    """What a value in the notebook is, if it is written as in JSON."""
    try:
        return KINDS.get(type(json.loads(text)), "None")
    except ValueError:
        return "None"


def check(notebook, parameters):
    """Refuses parameters that the notebook does not have, before anything is run: papermill would only warn."""
    place = find_first_tagged_cell_index(notebook, "parameters")
    known = {one.name: one for one in TypeScript.inspect(notebook.cells[place])} if place >= 0 else {}
    for name, value in parameters.items():
        if name not in known:
            sys.exit(f"The notebook has no parameter “{name}”. It has: {', '.join(known) or 'none'}.")
        wanted, given = known[name].inferred_type_name, KINDS.get(type(value), "nothing")
        if wanted not in ("None", given):
            sys.exit(
                f"The parameter “{name}” is {wanted}, such as {known[name].default}, "
                f"but {json.dumps(value, ensure_ascii=False)} is {given}."
            )


def parameterize(notebook, parameters, *args, **options):
    check(notebook, parameters)
    return original(notebook, parameters, *args, **options)


papermill_translators.register("typescript", TypeScript)
original = papermill.execute.parameterize_notebook
papermill.execute.parameterize_notebook = parameterize

if __name__ == "__main__":
    try:
        command()
    except PapermillExecutionError as error:
        # What the cell says is all that concerns who wrote the parameters, not how papermill came there.
        sys.exit(str(error))
