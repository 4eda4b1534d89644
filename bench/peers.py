"""Does the work of the benchmark in NumPy and PyTorch.

Reads one request a line, {"library", "work", "args", "times"}, and answers {"seconds"}.
"""

import json
import sys
import time

import numpy as np

try:
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
except ImportError:
    torch = None

random = np.random.default_rng(1)


def numpy_product(m, k, n, kind="AB"):
    a = random.standard_normal((k, m) if kind == "AᵀB" else (m, k))
    b = random.standard_normal((n, k) if kind == "ABᵀ" else (k, n))
    left = a.T if kind == "AᵀB" else a
    right = b.T if kind == "ABᵀ" else b
    out = np.empty((m, n))
    return lambda: np.matmul(left, right, out=out)


def torch_product(m, k, n):
    a, b, out = torch.randn(m, k), torch.randn(k, n), torch.empty(m, n)
    return lambda: torch.matmul(a, b, out=out)


def numpy_tanh(count):
    x, out = random.uniform(-4, 4, count), np.empty(count)
    return lambda: np.tanh(x, out=out)


def numpy_sigmoid(count):
    x, out = random.uniform(-4, 4, count), np.empty(count)

    def run():
        np.negative(x, out=out)
        np.exp(out, out=out)
        np.add(out, 1, out=out)
        np.reciprocal(out, out=out)

    return run


def numpy_normals(count):
    out = np.empty(count)
    return lambda: random.standard_normal(out=out)


def numpy_deep(layers, units, examples):
    weights = [random.standard_normal((units, units)) / units**0.5 for _ in range(layers)]
    biases = [np.zeros((units, 1)) for _ in range(layers)]
    x = random.standard_normal((units, examples))

    def forward():
        a = x
        for w, b in zip(weights, biases):
            a = np.matmul(w, a)
            a += b
            np.tanh(a, out=a)
        return a

    return forward


def numpy_training(inputs, hidden, outputs, examples, rate):
    """Full-batch steps of a network with one hidden layer: tanh and a sigmoid, or for more outputs ReLU and softmax."""
    w1, b1 = random.standard_normal((hidden, inputs)) * inputs**-0.5, np.zeros((hidden, 1))
    w2, b2 = random.standard_normal((outputs, hidden)) * hidden**-0.5, np.zeros((outputs, 1))
    x, y = random.standard_normal((inputs, examples)), np.zeros((outputs, examples))
    y[random.integers(0, outputs, examples), np.arange(examples)] = 1

    def step():
        z1 = w1 @ x + b1
        a1 = np.tanh(z1) if outputs == 1 else np.maximum(z1, 0)
        z2 = w2 @ a1 + b2
        if outputs == 1:
            a2 = 1 / (1 + np.exp(-z2))
        else:
            e = np.exp(z2 - z2.max(axis=0))
            a2 = e / e.sum(axis=0)
        dz2 = a2 - y
        dz1 = (w2.T @ dz2) * (1 - a1 * a1 if outputs == 1 else z1 > 0)
        for parameter, gradient in (
            (w2, dz2 @ a1.T),
            (b2, dz2.sum(axis=1, keepdims=True)),
            (w1, dz1 @ x.T),
            (b1, dz1.sum(axis=1, keepdims=True)),
        ):
            parameter -= rate / examples * gradient

    return step


def torch_training(inputs, hidden, outputs, examples, rate):
    """The same by PyTorch's own layers, gradients and optimizer."""
    inner = torch.nn.Tanh() if outputs == 1 else torch.nn.ReLU()
    model = torch.nn.Sequential(torch.nn.Linear(inputs, hidden), inner, torch.nn.Linear(hidden, outputs))
    x = torch.randn(examples, inputs)
    labels = torch.randint(0, max(2, outputs), (examples,))
    loss = torch.nn.BCEWithLogitsLoss() if outputs == 1 else torch.nn.CrossEntropyLoss()
    y = labels.to(x.dtype).unsqueeze(1) if outputs == 1 else labels
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)

    def step():
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()

    return step


def versions():
    found = {"python": sys.version.split()[0], "numpy": np.__version__}
    try:
        blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
        found["blas"] = f"{blas['name']} {blas['version']}"
    except (KeyError, TypeError):
        pass
    return {**found, "torch": torch.__version__} if torch else found


def main():
    if "--versions" in sys.argv:
        print(json.dumps(versions()))
        return
    prepared = {}
    for line in sys.stdin:
        request = json.loads(line)
        name = f"{request['library']}_{request['work']}"
        key = (name, *request["args"])
        try:
            if key not in prepared:
                prepared[key] = globals()[name](*request["args"])
            work = prepared[key]
            start = time.perf_counter()
            for _ in range(request["times"]):
                work()
            answer = {"seconds": time.perf_counter() - start}
        except Exception as error:  # The other side reports it and ends.
            answer = {"seconds": 0, "error": f"{name}: {error!r}"}
        print(json.dumps(answer), flush=True)


main()
