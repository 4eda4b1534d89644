/**
 * Repair: a starting kernel answers at once, and types are those of the files as they are when a cell runs.
 *
 * tslab creates its converter, which reads and checks hundreds of declaration files, before it opens its sockets.
 * On stock tslab: a front end says "connecting" for seconds.
 *
 * Here the converter is created when it is first needed, or earlier in a quiet moment.
 */
import { createConverter, type Converter } from "../tslab";
import type { FileWatch } from "./file-watch";

/** Makes TypeScript read and compile what most cells need. */
const WARM_UP_CELL = "const values = [1, 2].map((x) => x / 2);\nconsole.log(`${values.length}`);\nvalues";

export class FreshConverter implements Converter {
  readonly #files: FileWatch;
  #converter: Converter | undefined;

  constructor(files: FileWatch) {
    this.#files = files;
  }

  /** Does now what the first cell would have to wait for. */
  warmUp(): void {
    if (!this.#converter) this.convert("", WARM_UP_CELL);
  }

  convert: Converter["convert"] = (...cell) => this.#fresh().convert(...cell);
  inspect: Converter["inspect"] = (...cell) => this.#fresh().inspect(...cell);
  complete: Converter["complete"] = (...cell) => this.#fresh().complete(...cell);
  addModule: Converter["addModule"] = (...module) => this.#fresh().addModule(...module);

  close(): void {
    this.#converter?.close();
  }

  #fresh(): Converter {
    this.#files.refresh();
    this.#converter ??= createConverter({ isJS: false, isBrowser: false });
    return this.#converter;
  }
}
