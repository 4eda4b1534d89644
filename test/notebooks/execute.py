"""Runs a notebook in its folder and writes it with its outputs: python execute.py <notebook> <result>

Errors in cells are kept as outputs for the tests to judge. What fails this script is a kernel that dies, hangs or
loses output: without raise_on_iopub_timeout, nbclient would pass over a lost message in silence.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CELL_SECONDS = 300
KERNEL_START_SECONDS = 120
MESSAGE_SECONDS = 30
# Between Jupyter's choice of a port and the kernel's use of it, any connection on the machine may have been given it.
START_TRIES = 3


def main(source: Path, result: Path) -> None:
    for tries_left in reversed(range(START_TRIES)):
        try:
            nbformat.write(executed(source), result)
            return
        except RuntimeError as error:
            if tries_left == 0 or "died before replying to kernel_info" not in str(error):
                raise


def executed(source: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(source, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        startup_timeout=KERNEL_START_SECONDS,
        iopub_timeout=MESSAGE_SECONDS,
        raise_on_iopub_timeout=True,
        allow_errors=True,
        record_timing=False,
        resources={"metadata": {"path": str(source.parent)}},
    )
    return client.execute()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
