"""
How kernels start, what they cost, and what they do under load: this kit's, the kit as it was (a folder named by BEFORE), tslab as
npm has it, and ipykernel. Each round starts every kernel, one after another; the table shows medians.

The lessons are run as they were shipped. Numbers in other cells are new in each run, so that no kernel can know them.
"""

import json
import os
import random
import statistics
import sys
import time
from pathlib import Path
from queue import Empty

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

REPOSITORY = Path(os.environ["REPOSITORY"])
BEFORE = os.environ.get("BEFORE")
ROUNDS = int(os.environ.get("ROUNDS", "3"))
NODE = os.environ.get("NODE", "node")
CELLS = 1000
LESSONS = ["01-why-not-zeros", "04-too-large", "06-the-half-that-relu-loses"]
TOGETHER, CLASS = 6, 30

TYPESCRIPT = {
    "cell": "const a{k} = {i}; a{k} + 1",
    "lines": "for (let i = 0; i < 1e6; i++) console.log(i)",
    "figures": """import {{ figure, show }} from "../lib";
const x = Array.from({{ length: 50 }}, (_, i) => i);
for (let i = 0; i < 2000; i++)
  show(figure({{ title: "f" + i, description: "a line", data: [{{ x, y: x.map((v) => v * i) }}], layout: {{}} }}));""",
}


def kit(folder):
    argv = [NODE, str(folder / "jupyter/kernel/dist/main.js"), "--config-path", "{connection_file}"]
    return {**TYPESCRIPT, "argv": argv, "folder": folder / "notebooks"}


KERNELS = {"ours": kit(REPOSITORY)}
if BEFORE:
    KERNELS["before"] = kit(Path(BEFORE))
KERNELS["tslab"] = {
    **kit(REPOSITORY),
    "argv": [NODE, str(REPOSITORY / "node_modules/tslab/bin/tslab"), "kernel", "--config-path", "{connection_file}"],
}
KERNELS["ipykernel"] = {
    "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "folder": REPOSITORY / "notebooks",
    "first": "import numpy",
    "cell": "a{k} = {i}; a{k} + 1",
    "lines": "for i in range(10**6): print(i)",
    "figures": """import plotly.graph_objects as go
x = list(range(50))
for i in range(2000): display(go.Figure(go.Scatter(x=x, y=[v * i for v in x]), dict(title=f"f{{i}}")))""",
}


def cells_of(kind, lesson):
    """The cells of a lesson, or their nearest thing in Python."""
    if "first" in kind:
        return [kind["first"]]
    notebook = json.loads((kind["folder"] / f"{lesson}.ipynb").read_text())
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


class Kernel:
    def __init__(self, kind):
        self.kind = kind
        self.start = time.perf_counter()
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(argv=kind["argv"], display_name="", language="")
        self.manager.start_kernel(cwd=str(kind["folder"]))
        self.client = self.manager.client()
        self.client.start_channels()

    def wait(self):
        self.client.wait_for_ready(timeout=120)
        return time.perf_counter() - self.start

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def memory(self, what="Rss"):
        """Megabytes; "Pss" counts what several processes share only once."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(rollup.split(f"{what}:")[1].split()[0]) / 1024

    def processor(self):
        fields = Path(f"/proc/{self.pid}/stat").read_text().split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def run(self, code, timeout=120):
        """Seconds until a cell's end, and how many characters and displays came."""
        start = time.perf_counter()
        message = self.client.execute(code, stop_on_error=False)
        lines, displays = 0, 0
        while True:
            reply = self.client.get_iopub_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") != message:
                continue
            content = reply["content"]
            if reply["msg_type"] == "stream":
                lines += content["text"].count("\n")
            displays += reply["msg_type"] == "display_data"
            if content.get("execution_state") == "idle":
                break
        return time.perf_counter() - start, lines, displays

    def new_cell(self):
        return self.kind["cell"].format(i=random.randrange(10**9), k=random.randrange(50))

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def started(kind):
    """A kernel that has run the first cell of a lesson."""
    kernel = Kernel(kind)
    row = {"ready, s": kernel.wait(), "memory at ready, MB": kernel.memory()}
    first = cells_of(kind, LESSONS[0])[0]
    kernel.run(first)
    row["start to a lesson's first result, s"] = time.perf_counter() - kernel.start
    row["processor time till then, s"] = kernel.processor()
    row["memory then, MB"] = kernel.memory()
    return kernel, row


def edits(kernel):
    """What a reader waits for who writes new code."""
    row = {"the first new cell, s": kernel.run(kernel.new_cell())[0]}
    row["a new cell, ms"] = 1000 * statistics.median(kernel.run(kernel.new_cell())[0] for _ in range(20))
    row["memory then, with the compiler, MB"] = kernel.memory()
    return row


def lesson(kind, name):
    """A lesson by Restart & Run All."""
    kernel = Kernel(kind)
    kernel.wait()
    for code in cells_of(kind, name):
        kernel.run(code)
    row = {
        f"lesson {name[:2]}, from start to end, s": time.perf_counter() - kernel.start,
        f"processor time of lesson {name[:2]}, s": kernel.processor(),
    }
    kernel.stop()
    return row


def together(kind):
    """Several readers who open the same lesson at once."""
    begin = time.perf_counter()
    kernels = [Kernel(kind) for _ in range(TOGETHER)]
    for kernel in kernels:
        kernel.wait()
    first = cells_of(kind, LESSONS[0])[0]
    for kernel in kernels:
        kernel.run(first)
    row = {f"{TOGETHER} kernels at once, till all have a first result, s": time.perf_counter() - begin}
    seconds = sum(kernel.processor() for kernel in kernels) / TOGETHER
    memory = sum(kernel.memory("Pss") for kernel in kernels) / TOGETHER
    row[f"processor time of a class of {CLASS}, s"] = seconds * CLASS
    row[f"memory of a class of {CLASS}, GB"] = memory * CLASS / 1024
    for kernel in kernels:
        kernel.stop()
    return row


def long_session(kernel):
    row = {}
    try:
        before, times = kernel.memory(), []
        for _ in range(CELLS):
            times.append(kernel.run(kernel.new_cell())[0])
        row["cells 10 to 30, ms"] = 1000 * statistics.median(times[10:30])
        row["cells 980 to 1,000, ms"] = 1000 * statistics.median(times[-20:])
        row["memory that 1,000 cells add, MB"] = kernel.memory() - before
        seconds, lines, _ = kernel.run(kernel.kind["lines"])
        row["a million lines, s"] = seconds if lines == 10**6 else f"{lines} arrive"
        seconds, _, displays = kernel.run(kernel.kind["figures"].format())
        row["2,000 plotly figures, s"] = seconds if displays == 2000 else f"{displays} arrive"
    except Empty:
        row["under this load"] = "no answer in two minutes"
    return row


def measure(kind, is_last):
    kernel, row = started(kind)
    row |= edits(kernel)
    if is_last:
        row |= long_session(kernel)
    kernel.stop()
    for name in LESSONS:
        row |= lesson(kind, name)
    return row | together(kind)


def median(values):
    numbers = [value for value in values if not isinstance(value, str)]
    return f"{statistics.median(numbers):.3g}" if numbers else values[0]


def main():
    for kind in KERNELS.values():
        # The first start of all compiles what later ones find compiled.
        kernel, _ = started(kind)
        edits(kernel)
        time.sleep(4)
        kernel.stop()
        for name in LESSONS:
            lesson(kind, name)
    rows = {name: [] for name in KERNELS}
    for i in range(ROUNDS):
        for name, kind in KERNELS.items():
            rows[name].append(measure(kind, i == ROUNDS - 1))
            print(f"round {i + 1}, {name}: {rows[name][-1]}", file=sys.stderr)
    print("| | " + " | ".join(rows) + " |\n| --- |" + " --- |" * len(rows))
    for what in dict.fromkeys(key for measured in rows.values() for row in measured for key in row):
        found = [[row[what] for row in measured if what in row] for measured in rows.values()]
        print(f"| {what} | " + " | ".join(median(values) if values else "" for values in found) + " |")


main()
