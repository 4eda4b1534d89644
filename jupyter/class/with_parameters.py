"""papermill for TypeScript notebooks, which knows no TypeScript by itself; takes papermill's own arguments:
python jupyter/class/with_parameters.py notebooks/examine-your-network.ipynb wide.ipynb --cwd notebooks -y "sizes: [4, 64, 3]"
"""

import json

from papermill.__main__ import papermill
from papermill.translators import Translator, papermill_translators


class TypeScript(Translator):
    """A parameter is a constant, and its value is written as JSON, which is TypeScript."""

    @classmethod
    def translate(cls, val):
        return json.dumps(val, ensure_ascii=False, allow_nan=False)

    @classmethod
    def assign(cls, name, str_val):
        return f"const {name} = {str_val};"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"


papermill_translators.register("typescript", TypeScript)

if __name__ == "__main__":
    papermill()
