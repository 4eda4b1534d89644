import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { shownBy } from "../../../jupyter/web/held-back.mjs";
import { joined } from "../../notebooks/tools/outputs";
import { readNotebook, sourceOf } from "./notebook";
import type { Site } from "./site";

/** What a cell shows, in words. */
interface Shown {
  readonly id: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly texts: string[];
}

/** Runs cells in a kernel of the page's own, as the page does, and tells what each shows. */
async function runInWorker(
  page: Page,
  cells: readonly (readonly [id: string, code: string])[],
): Promise<Shown[]> {
  return page.evaluate(async (given) => {
    type Content = Record<string, unknown>;
    interface Message {
      readonly type: string;
      readonly channel: string;
      readonly msgType: string;
      readonly content: Content;
    }
    const worker = new Worker("kernel.js");
    const known: unknown = await (await fetch("cells.json")).json();
    let receive: (message: Message) => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Message>) => {
        if (data.type === "ready") resolve();
        else receive(data);
      };
    });
    const addresses = { compiler: "compiler.js", mathjs: "mathjs.js", sources: "sources.js" };
    worker.postMessage({ type: "start", known, ...addresses });
    await ready;
    const results: Shown[] = [];
    for (const [id, code] of given) {
      const displays: { id: unknown; text: string }[] = [];
      let error: string | undefined;
      const status = await new Promise<string>((resolve) => {
        receive = ({ channel, msgType, content }) => {
          if (channel === "shell") resolve(String(content.status));
          const plain = (content.data as Content | undefined)?.["text/plain"];
          const text = typeof plain === "string" ? plain : "";
          const display = (content.transient as Content | undefined)?.display_id;
          if (msgType === "error") error = String(content.evalue);
          else if (msgType === "display_data" || msgType === "execute_result")
            displays.push({ id: display, text });
          else if (msgType === "update_display_data")
            for (const one of displays) if (one.id === display) one.text = text;
        };
        const content = {
          code,
          silent: false,
          store_history: true,
          allow_stdin: false,
          stop_on_error: false,
        };
        worker.postMessage({
          type: "request",
          id,
          msgType: "execute_request",
          content,
          metadata: { cellId: id },
        });
      });
      results.push({ id, status, error, texts: displays.map(({ text }) => text) });
    }
    worker.terminate();
    return results;
  }, cells);
}

/** Declares the test that a lesson runs in a page as it does in Node. */
export function testInPage(file: string, site: () => Site): void {
  test(`${path.basename(file)} runs from top to bottom, and says what it says in Node, to the last digit`, async () => {
    const notebook = await readNotebook(file);
    const cells = notebook.cells.filter(({ cell_type: type }) => type === "code");
    await site().opened("index.html", async (page) => {
      const shown = await runInWorker(
        page,
        cells.map((cell) => [cell.id, sourceOf(cell)] as const),
      );
      assert.deepEqual(
        shown.filter(({ status }) => status !== "ok"),
        [],
      );
      for (const [index, { texts }] of shown.entries()) {
        const expected = shownBy(cells[index]!).map(({ data }) => joined(data?.["text/plain"]));
        // Bars that have gone again leave an empty text.
        const said = texts.filter((text) => text !== "");
        assert.deepEqual(said, expected, cells[index]!.id);
      }
    });
  });
}
