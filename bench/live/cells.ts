/** The same two live figures twice: as a cell of this kit, and as one that a Python programmer would write. */

/** 100 units see 200 examples through weights of the scale under the reader's hand: pre-activations, activations, slopes. */
const OUR_HISTOGRAMS = `
import { interact, layerHistograms, scaledNormal, seeded, slider, tanh } from "../lib";
const W = scaledNormal(1)(2, 100, seeded(1)), X = scaledNormal(1)(200, 2, seeded(2));
const layer = (scale: number) =>
  layerHistograms(W.scale(scale).multiply(X), tanh, { title: "scale " + scale.toPrecision(4) });
interact({ scale: slider(0.01, 100, { log: true, start: 1, step: 0.02 }) }, ({ scale }) => layer(scale));
const start = performance.now();
for (let i = 0; i < 200; i++) layer(1 + i / 200);
console.log("compute", (performance.now() - start) / 200);
`;

const PYTHON_HISTOGRAMS = `
import time
import numpy as np, ipywidgets as widgets, plotly.graph_objects as go
from plotly.subplots import make_subplots
rng = np.random.default_rng(1)
W, X = rng.standard_normal((100, 2)), rng.standard_normal((2, 200))
edges = [np.linspace(-8, 8, 16), np.linspace(-1, 1, 16), np.linspace(0, 1, 16)]
def shares(scale):
    Z = scale * W @ X
    A = np.tanh(Z)
    slopes = 1 - A * A
    flat = slopes < 0.0591
    for values, bins in zip((np.clip(Z, -8, 8), A, slopes), edges):
        for wanted in (~flat, flat):
            yield 100 * np.histogram(values[wanted], bins)[0] / values.size
figure = make_subplots(1, 3)
for panel, bins in enumerate(edges):
    for color in ("#0072B2", "#D55E00"):
        figure.add_bar(x=(bins[1:] + bins[:-1]) / 2, y=np.zeros(15), width=bins[1] - bins[0],
                       marker_color=color, row=1, col=panel + 1)
figure.update_layout(barmode="stack", height=440, title_text="scale")
figure.update_yaxes(range=[0, 100])
for panel, bins in enumerate(edges):
    figure.update_xaxes(range=[bins[0], bins[-1]], row=1, col=panel + 1)
view = go.FigureWidget(figure)
def draw(scale):
    with view.batch_update():
        for trace, share in zip(view.data, shares(scale)):
            trace.y = share
        view.layout.title.text = f"scale {scale:.4g}"
slider = widgets.FloatLogSlider(value=1, base=10, min=-2, max=2, step=0.02, description="scale")
slider.observe(lambda change: draw(change.new), "value")
draw(1)
display(widgets.VBox([slider, view]))
`;

/** A decision boundary of a 2-8-1 network on a grid of 61 x 61 points. */
const OUR_BOUNDARY = `
import { createNetwork, decisionBoundary, interact, moons, scaledNormal, seeded, slider, tanh } from "../lib";
const data = moons({ count: 200, noise: 0.1, random: seeded(1) });
const boundary = (scale: number) =>
  decisionBoundary(
    createNetwork({ sizes: [2, 8, 1], hidden: tanh, weights: scaledNormal(scale), random: seeded(2) }),
    data,
    { title: "scale " + scale.toPrecision(4) },
  );
interact({ scale: slider(0.01, 100, { log: true, start: 1, step: 0.02 }) }, ({ scale }) => boundary(scale));
const start = performance.now();
for (let i = 0; i < 50; i++) boundary(1 + i / 200);
console.log("compute", (performance.now() - start) / 50);
`;

const PYTHON_BOUNDARY = `
import numpy as np, ipywidgets as widgets, plotly.graph_objects as go
rng = np.random.default_rng(1)
angle = np.pi * np.arange(100) / 99
points = np.concatenate([np.stack([np.cos(angle), np.sin(angle)]),
                         np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)])], axis=1)
points += 0.1 * rng.standard_normal(points.shape)
W, v = rng.standard_normal((8, 2)), rng.standard_normal((1, 8))
xs, ys = np.linspace(-1.5, 2.5, 61), np.linspace(-1, 1.5, 61)
grid = np.stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
def probability(scale):
    return (1 / (1 + np.exp(-(scale * v) @ np.tanh(scale * W @ grid)))).reshape(61, 61)
flat = dict(zmin=0, zmax=1, x=xs, y=ys)
view = go.FigureWidget([
    go.Contour(z=probability(1), contours=dict(start=0, end=1, size=0.05), line_width=0, colorscale="RdBu", **flat),
    go.Contour(z=probability(1), contours=dict(start=0.5, end=0.5, size=1, coloring="none"), showscale=False, **flat),
    go.Scatter(x=points[0, :100], y=points[1, :100], mode="markers"),
    go.Scatter(x=points[0, 100:], y=points[1, 100:], mode="markers"),
])
def draw(scale):
    z = probability(scale)
    with view.batch_update():
        view.data[0].z = z
        view.data[1].z = z
        view.layout.title.text = f"scale {scale:.4g}"
slider = widgets.FloatLogSlider(value=1, base=10, min=-2, max=2, step=0.02, description="scale")
slider.observe(lambda change: draw(change.new), "value")
draw(1)
display(widgets.VBox([slider, view]))
`;

/** A cell that is run again and again with another scale, as a reader edits it: a figure that the kernel sends whole. */
export const EDITED: Readonly<Record<Kernel, (scale: number) => string>> = {
  ours: (scale) => `layer(${scale})`,
  python: (scale) =>
    `
still = go.Figure(figure)
for trace, share in zip(still.data, shares(${scale})):
    trace.y = share
still.update_layout(title_text="scale ${scale}")`.trim(),
};

export type Kernel = "ours" | "python";

export interface LiveWork extends Readonly<Record<Kernel, string>> {
  readonly title: string;
}

export const WORKS: readonly LiveWork[] = [
  {
    title: "three histograms of 100 units × 200 examples",
    ours: OUR_HISTOGRAMS.trim(),
    python: PYTHON_HISTOGRAMS.trim(),
  },
  {
    title: "a decision boundary on a grid of 61 × 61",
    ours: OUR_BOUNDARY.trim(),
    python: PYTHON_BOUNDARY.trim(),
  },
];
