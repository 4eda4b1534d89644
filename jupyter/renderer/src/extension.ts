import { FIGURE_MIME } from "./figure";
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

async function sharedWidget(): Promise<WidgetClass> {
  const versions = Object.values(shared["@lumino/widgets"] ?? {});
  // The copy that runs already is JupyterLab's own; a second would not fit into its panels.
  const version = versions.find(({ loaded }) => Boolean(loaded)) ?? versions[0];
  if (version === undefined)
    throw new Error("Cannot show figures: this JupyterLab shares no @lumino/widgets");
  return ((await version.get())() as { Widget: WidgetClass }).Widget;
}

async function mimeExtension(): Promise<unknown> {
  const FigureWidget = figureWidget(await sharedWidget(), loadPlotly);
  addStyle();
  return {
    id: `${NAME}:renderer`,
    description: "Draws plotly figures, live and without a network.",
    rendererFactory: { safe: true, mimeTypes: [FIGURE_MIME], createRenderer: () => new FigureWidget() },
    // Before the still picture and the text of the same output.
    rank: 0,
    dataType: "json",
  };
}

window._JUPYTERLAB ??= {};
window._JUPYTERLAB[NAME] = {
  init(scope: typeof shared): void {
    shared = scope;
  },
  async get(module: string): Promise<() => unknown> {
    if (module !== "./mimeExtension")
      throw new Error(`Cannot load ${module}: ${NAME} has only ./mimeExtension`);
    const plugin = await mimeExtension();
    return () => ({ __esModule: true, default: plugin });
  },
};
