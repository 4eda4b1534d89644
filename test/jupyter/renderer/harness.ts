import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type ServerResponse, createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildRenderer } from "../../../jupyter/renderer/build.mjs";
import { launchBrowser, openFenced } from "../../browser/helpers/chromium";

/**
 * A page that loads the built extension as JupyterLab does, with just enough of Lumino for it to run:
 * `addOutput(bundle)` makes an output and `render(output, bundle)` shows a bundle in it.
 */
const PAGE = `<!doctype html>
<html lang="en"><title>harness</title>
<body data-jp-theme-light="true" data-jp-theme-name="JupyterLab Light" style="margin: 0">
<script>
  const extensions = (window._JUPYTERLAB = {});
  const outputs = (window.outputs = []);
  class Widget {
    node = document.createElement("div");
    isDisposed = false;
    dispose() { this.isDisposed = true; this.node.remove(); }
  }
  async function start() {
    const extension = extensions["breaking-symmetry-plotly"];
    extension.init({ "@lumino/widgets": { "2.0.0": { loaded: 1, get: async () => () => ({ Widget, Panel: class extends Widget { addWidget() {} } }) } } });
    const plugins = (await extension.get("./mimeExtension"))().default;
    window.plugin = plugins.find(({ id }) => id.endsWith(":renderer"));
  }
  function addOutput() {
    const widget = plugin.rendererFactory.createRenderer({ mimeType: plugin.rendererFactory.mimeTypes[0] });
    document.body.append(widget.node);
    return outputs.push({ widget, changes: 0, renders: 0 }) - 1;
  }
  function render(index, data) {
    const output = outputs[index];
    output.model = {
      data, metadata: {}, trusted: false,
      // As JupyterLab's output area does, a change of the bundle renders it again.
      setData(change) { Object.assign(output.model, change); output.changes++; void output.widget.renderModel(output.model); },
    };
    output.renders++;
    return output.widget.renderModel(output.model);
  }
</script>
<script src="/static/remoteEntry.js"></script>
</body></html>`;

export interface Harness {
  readonly page: Page;
  /** Addresses of other hosts that were asked for. */
  readonly foreign: string[];
  /** Shows a figure in a new output. @returns the output's number, for `update` */
  show(figure: unknown): Promise<number>;
  update(output: number, figure: unknown): Promise<void>;
  /** Leaves an empty page behind, for the next test. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openHarness(): Promise<Harness> {
  const folder = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-"));
  await buildRenderer({ extension: folder, exported: path.join(folder, "exported") });
  const answer = answerFrom(path.join(folder, "static"));
  const server = createServer((request, response) => void answer(request.url ?? "/", response)).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The harness has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  const browser: Browser = await launchBrowser();
  const { page, foreign } = await openFenced(browser, origin);
  page.setDefaultTimeout(10_000);
  const reset = async (): Promise<void> => {
    await page.goto(origin);
    await page.evaluate("start()");
  };
  const close = async (): Promise<void> => {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await reset();
  } catch (error) {
    await close();
    throw error;
  }
  const update = async (output: number, figure: unknown): Promise<void> => {
    // As text, because the browser's driver would lose keys such as __proto__.
    const bundle = JSON.stringify({ "application/vnd.plotly.v1+json": figure, "text/plain": "a figure" });
    await page.evaluate(`render(${output}, JSON.parse(${JSON.stringify(bundle)}))`);
  };
  return {
    page,
    foreign,
    update,
    reset,
    async show(figure) {
      const output = await page.evaluate<number>("addOutput()");
      await update(output, figure);
      return output;
    },
    close,
  };
}

function answerFrom(folder: string): (url: string, response: ServerResponse) => Promise<void> {
  return async (url, response) => {
    const script = /^\/static\/([\w.-]+)$/.exec(url)?.[1];
    if (script === undefined) {
      response.writeHead(url === "/" ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
      response.end(url === "/" ? PAGE : "");
      return;
    }
    response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" });
    response.end(await readFile(path.join(folder, script)));
  };
}
