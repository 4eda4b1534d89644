"""How kernels start, what they cost, and what they do under load: this kit's, tslab as npm has it, and ipykernel."""

import os
import statistics
import sys
import time
from pathlib import Path
from queue import Empty

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

REPOSITORY = Path(os.environ["REPOSITORY"])
NODE = "node"
CELLS = 1000

KERNELS = {
    "ours": {
        "argv": [NODE, str(REPOSITORY / "jupyter/kernel/dist/main.js"), "--config-path", "{connection_file}"],
        "cells": {"first": "1 + 1", "import": 'import * as lib from "../lib"; lib.Matrix.zeros(1, 1).rows'},
        "cell": "const a{k} = {i}; a{k} + 1",
        "lines": "for (let i = 0; i < 1e6; i++) console.log(i)",
        "figures": """import {{ figure, show }} from "../lib";
const x = Array.from({{ length: 50 }}, (_, i) => i);
for (let i = 0; i < 2000; i++)
  show(figure({{ title: "f" + i, description: "a line", data: [{{ x, y: x.map((v) => v * i) }}], layout: {{}} }}));""",
    },
    "ipykernel": {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "cells": {"first": "1 + 1", "import": "import numpy"},
        "cell": "a{k} = {i}; a{k} + 1",
        "lines": "for i in range(10**6): print(i)",
        "figures": """import plotly.graph_objects as go
x = list(range(50))
for i in range(2000): display(go.Figure(go.Scatter(x=x, y=[v * i for v in x]), dict(title=f"f{{i}}")))""",
    },
}
KERNELS["tslab"] = {
    **KERNELS["ours"],
    "argv": [NODE, str(REPOSITORY / "node_modules/tslab/bin/tslab"), "kernel", "--config-path", "{connection_file}"],
}


class Kernel:
    def __init__(self, kind):
        self.kind = kind
        self.start = time.perf_counter()
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(argv=kind["argv"], display_name="", language="")
        self.manager.start_kernel(cwd=str(REPOSITORY / "notebooks"))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.ready = time.perf_counter() - self.start

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def memory(self):
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def processor(self):
        fields = Path(f"/proc/{self.pid}/stat").read_text().split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def run(self, code, timeout=120):
        """Seconds until a cell's end, and how many characters and displays came."""
        start = time.perf_counter()
        message = self.client.execute(code)
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

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def measure(kind):
    kernel = Kernel(kind)
    row = {"ready, s": kernel.ready, "memory at ready, MB": kernel.memory()}
    row["start to first result, s"] = kernel.ready + kernel.run(kind["cells"]["first"])[0]
    row["processor time till then, s"] = kernel.processor()
    row["trivial cell, ms"] = 1000 * statistics.median(kernel.run("1 + 2")[0] for _ in range(20))
    row["import of lib (NumPy), s"] = kernel.run(kind["cells"]["import"])[0]
    row["memory then, MB"] = kernel.memory()
    try:
        before, times = kernel.memory(), []
        for i in range(CELLS):
            times.append(kernel.run(kind["cell"].format(i=i, k=i % 50))[0])
        row["cells 10 to 30, ms"] = 1000 * statistics.median(times[10:30])
        row["cells 980 to 1,000, ms"] = 1000 * statistics.median(times[-20:])
        row["memory that 1,000 cells add, MB"] = kernel.memory() - before
        seconds, lines, _ = kernel.run(kind["lines"])
        row["a million lines, s"] = seconds if lines == 10**6 else f"{lines} arrive"
        seconds, _, displays = kernel.run(kind["figures"].format())
        row["2,000 plotly figures, s"] = seconds if displays == 2000 else f"{displays} arrive"
    except Empty:
        row["under this load"] = "no answer in two minutes"
    kernel.stop()
    return row


def shown(value):
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def main():
    rows = {name: measure(KERNELS[name]) for name in ("ours", "tslab", "ipykernel")}
    print("| | " + " | ".join(rows) + " |\n| --- |" + " --- |" * len(rows))
    for what in dict.fromkeys(key for row in rows.values() for key in row):
        print(f"| {what} | " + " | ".join(shown(row.get(what, "")) for row in rows.values()) + " |")


main()
