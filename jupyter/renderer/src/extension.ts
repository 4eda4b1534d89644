import { CONTROLS_MIME, controlsWidget } from "./lab/controls-widget";
import { offerModules, sharedModule } from "./lab/federated";
import { FIGURE_MIME } from "./figure/figure";
import {
  languageOf,
  useLab,
  type Commands,
  type NotebookPanel,
  type PanelClass,
  type RendererFactory,
  type Tracker,
  type WidgetClass,
} from "./lab/lab";
import { LIVE_MIME, liveWidget } from "./lab/live-widget";
import { plotlyFrom } from "./figure/plotly";
import {
  followPredictions,
  keepKeysOfPredictions,
  type Notebook as AskingNotebook,
} from "./predictions/notebook";
import { POINTS_MIME } from "./points/plane";
import { pointsWidget } from "./points/widget";
import { completeOutputs } from "./lab/reopened";
import { allAtRest } from "./lab/rest";
import { addStyle } from "./style";
import { figureWidget } from "./lab/widget";

const NAME = "breaking-symmetry-plotly";

// Only while the script runs does the page say where it came from; plotly lies beside it.
const here = (document.currentScript as HTMLScriptElement).src;
const loadPlotly = plotlyFrom(new URL("plotly-cartesian.min.js", here).href);

/** What needs JupyterLab's own objects. */
async function extension(): Promise<unknown> {
  return [await live(), await assistance()];
}

/** What helps to write a cell. */
async function assistance(): Promise<unknown> {
  await Promise.all(["@codemirror/state", "@codemirror/view"].map(sharedModule));
  // Only now can what extends CodeMirror's classes be evaluated.
  return (await import("./assist/lab")).assistance(NAME);
}

/** Finds the notebook, and so the kernel, that an output belongs to. */
async function live(): Promise<unknown> {
  const { INotebookTracker } = (await sharedModule("@jupyterlab/notebook")) as { INotebookTracker: unknown };
  const factory = await figureFactory();
  return {
    id: `${NAME}:live`,
    description: "Lets figures follow the kernel.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app: { readonly commands: Commands }, tracker: Tracker) => {
      useLab(app, tracker);
      keepKeysOfPredictions();
      tracker.widgetAdded.connect((_, panel) => {
        preferIn(panel, factory);
        saveWithPictures(panel);
        void completeOutputs(panel);
        followPredictions(panel as unknown as AskingNotebook);
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

/** What is saved is what is seen: the pictures that are due are taken first. */
function saveWithPictures({ context }: NotebookPanel): void {
  const save = context.save.bind(context);
  context.save = async () => {
    await allAtRest();
    await save();
  };
}

async function mimeExtension(): Promise<unknown> {
  const { Panel, Widget } = (await sharedModule("@lumino/widgets")) as {
    Panel: PanelClass;
    Widget: WidgetClass;
  };
  const ControlsWidget = controlsWidget(Widget);
  const LiveWidget = liveWidget(Panel);
  const PointsWidget = pointsWidget(Widget);
  addStyle();
  const controls = {
    id: `${NAME}:controls`,
    description: "Shows the controls of a live figure, or says what they are where there is no kernel.",
    rendererFactory: { safe: true, mimeTypes: [CONTROLS_MIME], createRenderer: () => new ControlsWidget() },
    // Before Jupyter's own widgets.
    rank: -20,
    dataType: "json",
  };
  const points = {
    id: `${NAME}:points`,
    description: "A plane to draw points in.",
    rendererFactory: { safe: true, mimeTypes: [POINTS_MIME], createRenderer: () => new PointsWidget() },
    // Before the still figure of the same output.
    rank: -20,
    dataType: "json",
  };
  const live = {
    id: `${NAME}:outputs`,
    description: "Lets outputs follow the kernel.",
    rendererFactory: { safe: true, mimeTypes: [LIVE_MIME], createRenderer: () => new LiveWidget() },
    // Before what the same output shows where nothing follows.
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
  return [controls, points, live, figures];
}

offerModules(NAME, { "./mimeExtension": mimeExtension, "./extension": extension });
