import { CONTROLS_MIME, controlsWidget } from "./controls-widget";
import { FIGURE_MIME } from "./figure";
import { languageOf, useTracker, type NotebookPanel, type RendererFactory, type Tracker } from "./lab";
import { plotlyFrom } from "./plotly";
import { addStyle } from "./style";
import { figureWidget, type WidgetClass } from "./widget";

/**
 * The extension as JupyterLab loads it: a “remote” of webpack's module federation, written by hand. JupyterLab runs
 * this script, calls `init` with the modules it shares, and asks `get` for the module that package.json names.
 */
const NAME = "breaking-symmetry-plotly";

type SharedModule = Record<string, { loaded?: unknown; get(): Promise<() => unknown> }>;

declare global {
  interface Window {
    _JUPYTERLAB?: Record<string, unknown>;
  }
}

// Only while the script runs does the page say where it came from; plotly lies beside it.
const here = (document.currentScript as HTMLScriptElement).src;
const loadPlotly = plotlyFrom(new URL("plotly-cartesian.min.js", here).href);

let shared: Record<string, SharedModule> = {};

async function sharedModule(name: string): Promise<unknown> {
  const versions = Object.values(shared[name] ?? {});
  // The copy that runs already is JupyterLab's own; a second would not fit into its panels.
  const version = versions.find(({ loaded }) => Boolean(loaded)) ?? versions[0];
  if (version === undefined) throw new Error(`Cannot show figures: this JupyterLab shares no ${name}`);
  return (await version.get())();
}

/** What needs JupyterLab's own objects: it finds the notebook, and so the kernel, that an output belongs to. */
async function extension(): Promise<unknown> {
  const { INotebookTracker } = (await sharedModule("@jupyterlab/notebook")) as { INotebookTracker: unknown };
  const factory = await figureFactory();
  return {
    id: `${NAME}:live`,
    description: "Lets figures follow the kernel.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app: unknown, tracker: Tracker) => {
      useTracker(tracker);
      tracker.widgetAdded.connect((_, panel) => {
        preferIn(panel, factory);
      });
    },
  };
}

async function figureFactory(): Promise<RendererFactory> {
  const { Widget } = (await sharedModule("@lumino/widgets")) as { Widget: WidgetClass };
  const FigureWidget = figureWidget(Widget, loadPlotly);
  return { safe: true, mimeTypes: [FIGURE_MIME], createRenderer: () => new FigureWidget() };
}

/** Where another extension draws plotly's figures too, each draws those of its own notebooks. */
function preferIn(panel: NotebookPanel, factory: RendererFactory): void {
  const { rendermime } = panel.content;
  const other = rendermime.getFactory(FIGURE_MIME);
  const createRenderer = (options: unknown): unknown =>
    (other && languageOf(panel) !== "typescript" ? other : factory).createRenderer(options);
  rendermime.addFactory({ ...factory, createRenderer }, 0);
}

async function mimeExtension(): Promise<unknown> {
  const { Panel } = (await sharedModule("@lumino/widgets")) as {
    Panel: Parameters<typeof controlsWidget>[0];
  };
  const ControlsWidget = controlsWidget(Panel);
  addStyle();
  const controls = {
    id: `${NAME}:controls`,
    description: "Shows the controls of a live figure, or says what they are where there is no kernel.",
    rendererFactory: { safe: true, mimeTypes: [CONTROLS_MIME], createRenderer: () => new ControlsWidget() },
    // Before Jupyter's own widgets.
    rank: -20,
    dataType: "json",
  };
  const figures = {
    id: `${NAME}:renderer`,
    description: "Draws plotly figures, live and without a network.",
    rendererFactory: await figureFactory(),
    // Before the still picture and the text of the same output.
    rank: 0,
    dataType: "json",
  };
  return [controls, figures];
}

const MODULES: Readonly<Record<string, () => Promise<unknown>>> = {
  "./mimeExtension": mimeExtension,
  "./extension": extension,
};

window._JUPYTERLAB ??= {};
window._JUPYTERLAB[NAME] = {
  init(scope: typeof shared): void {
    shared = scope;
  },
  async get(module: string): Promise<() => unknown> {
    const load = MODULES[module];
    if (!load) throw new Error(`Cannot load ${module}: ${NAME} has ${Object.keys(MODULES).join(" and ")}`);
    const plugin = await load();
    return () => ({ __esModule: true, default: plugin });
  },
};
