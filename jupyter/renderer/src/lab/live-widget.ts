/**
 * Outputs that follow the kernel, whatever they show: a figure, a text, a table, an error, or nothing. What they show is drawn by
 * JupyterLab's renderer for it, and kept in the notebook as if it had been the cell's output at first.
 */
import { at, isObject, type Json, type JsonObject } from "../json";
import { PICTURE_MIME } from "./keeper";
import { addBeside, type MimeModel, notebookOf, type PanelClass, type Rendermime, type Widget } from "./lab";
import { follow } from "./live";
import { Rest } from "./rest";

export const LIVE_MIME = "application/vnd.breaking-symmetry.live+json";

const ERROR_MIME = "application/vnd.jupyter.stderr";

type Renderer = ReturnType<Rendermime["createRenderer"]>;

/** A bundle without what the page has added to it. */
function plain(bundle: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(bundle).filter(([mime]) => mime !== LIVE_MIME && mime !== PICTURE_MIME),
  );
}

export function liveWidget(Panel: PanelClass): new () => Widget {
  return class LiveWidget extends Panel {
    readonly #error = document.createElement("pre");
    readonly #rest = new Rest();
    #model: MimeModel | undefined;
    #shown = "";
    /** What the notebook has got from here. */
    #kept: string | undefined;
    #next: JsonObject | undefined;
    #work: Promise<void> | undefined;
    #inner: { readonly mime: string; readonly renderer: Renderer } | undefined;
    #leave: (() => void) | undefined;

    async renderModel(model: MimeModel): Promise<void> {
      this.#model = model;
      this.node.classList.add("bs-live");
      const channel = at(model.data[LIVE_MIME], "channel");
      if (typeof channel === "string")
        this.#leave ??= follow(this.node, channel, {
          update: ({ bundle, next }) => {
            if (isObject(bundle)) void this.#show(bundle);
            if (typeof next === "string") void this.#continueWith(next);
          },
          // The controls say it.
          note: () => undefined,
          end: () => undefined,
        });
      const bundle = plain(model.data);
      // What has come since the notebook got this is newer.
      if (JSON.stringify(bundle) !== this.#kept) await this.#show(bundle);
    }

    /** The output that follows in the cell, which a page that was opened after the cell ran may not have got. */
    async #continueWith(channel: string): Promise<void> {
      const bundle = { [LIVE_MIME]: { channel }, "text/plain": "" };
      await addBeside(this.node, bundle, (data) => at(data[LIVE_MIME] as Json, "channel") === channel);
    }

    /** Of what comes faster than it can be drawn, the latest is drawn. */
    #show(bundle: JsonObject): Promise<void> {
      this.#next = bundle;
      this.#work ??= this.#catchUp().finally(() => {
        this.#work = undefined;
      });
      return this.#work;
    }

    async #catchUp(): Promise<void> {
      const panel = await notebookOf(this.node);
      if (!panel) return;
      while (this.#next && !this.isDisposed) {
        const bundle = this.#next;
        this.#next = undefined;
        await this.#draw(bundle, panel.content.rendermime);
      }
    }

    async #draw(bundle: JsonObject, rendermime: Rendermime): Promise<void> {
      const source = JSON.stringify(bundle);
      if (source === this.#shown) return;
      const isFirst = this.#shown === "";
      this.#shown = source;
      const { [ERROR_MIME]: error } = bundle;
      this.#fail(typeof error === "string" ? error : undefined);
      this.node.classList.toggle("bs-empty", bundle["text/plain"] === "");
      if (error === undefined) await this.#render(bundle, rendermime);
      if (!isFirst)
        this.#rest.then(() => {
          this.#keep(bundle);
        });
    }

    async #render(bundle: JsonObject, rendermime: Rendermime): Promise<void> {
      const mime = rendermime.preferredMimeType(bundle, "ensure");
      if (mime === undefined) return;
      if (this.#inner?.mime !== mime) {
        this.#inner?.renderer.dispose();
        this.#inner = { mime, renderer: rendermime.createRenderer(mime) };
        this.addWidget(this.#inner.renderer);
      }
      await this.#inner.renderer.renderModel({
        data: bundle,
        metadata: {},
        trusted: true,
        setData: ({ data, metadata }: { data: JsonObject; metadata: JsonObject }) => {
          this.#keep(data, metadata);
        },
      });
    }

    /** Puts an error in the place of what is shown; none shows that again. */
    #fail(text: string | undefined): void {
      this.node.classList.toggle("bs-failed", text !== undefined);
      this.#error.remove();
      if (text === undefined) return;
      this.#error.className = "bs-figure-error";
      this.#error.setAttribute("role", "alert");
      this.#error.textContent = text;
      this.node.append(this.#error);
    }

    /** What is seen belongs to the saved notebook, unless something newer is seen by now. */
    #keep(bundle: JsonObject, metadata: JsonObject = {}): void {
      const model = this.#model;
      if (!model || JSON.stringify(plain(bundle)) !== this.#shown) return;
      this.#kept = this.#shown;
      model.setData({ data: { [LIVE_MIME]: model.data[LIVE_MIME]!, ...bundle }, metadata });
    }

    override dispose(): void {
      if (this.isDisposed) return;
      this.#leave?.();
      this.#rest.cancel();
      super.dispose();
    }
  };
}
