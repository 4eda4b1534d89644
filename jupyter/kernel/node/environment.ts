/** What the check of every cell depends on besides the cells: the compiler and the declarations that it reads. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { attempt } from "../common/attempt";
import { kitLibrary, kitModule, LIBRARY, PACKAGES_OF_CELLS } from "./kit-library";

/** The compiled kernel, and the project around it. */
const KERNEL = dirname(__dirname);
const OWN_LIBRARY = join(KERNEL, "../../../lib");

/** The compiler, and packages whose declarations cells or the library may see. */
const PACKAGES = ["typescript", "@types/node", "@types/plotly.js", "mathjs", "tslab"];

export class Environment {
  readonly #folder: string;
  readonly #fixed: string;
  readonly #packages: string;
  readonly #declarations = new Files(join(OWN_LIBRARY, "dist"), ".d.ts");

  /** @param folder - the notebook's */
  constructor(folder: string) {
    this.#folder = folder;
    const compiler = ["compile", "known"].map((name) => new Files(join(KERNEL, name), ".js").hash);
    const packages = [join(OWN_LIBRARY, "package.json"), ...PACKAGES.map((name) => manifestOf(name, KERNEL))];
    this.#fixed = hash([process.version, ...compiler, ...packages.map(read)].join("\n"));
    const seen = (name: string): string => manifestOf(name, kitModule(name, folder) ?? folder);
    this.#packages = hash(PACKAGES_OF_CELLS.map((name) => read(seen(name))).join("\n"));
  }

  /** A short text for all of it as it is now; undefined if cells here import a library that is not the kit's. */
  readonly of = (source: string): string | undefined => {
    if (!this.#isOwnLibrary()) return undefined;
    const packages = PACKAGES_OF_CELLS.some((name) => source.includes(name)) ? this.#packages : "";
    return this.#fixed + this.#declarations.hash + packages;
  };

  #isOwnLibrary(): boolean {
    if (kitLibrary(this.#folder) !== undefined) return true;
    const [beside, own] = [join(this.#folder, LIBRARY), OWN_LIBRARY].map((folder) =>
      attempt(() => realpathSync(folder), undefined),
    );
    return beside !== undefined && beside === own;
  }
}

/** The files below a folder with an ending, read again only when one of them, or a folder, has changed. */
class Files {
  readonly #folder: string;
  readonly #ending: string;
  /** The files, and the folders that they are in. */
  #paths: readonly string[] = [];
  #versions = "";
  #hash = "";

  constructor(folder: string, ending: string) {
    this.#folder = folder;
    this.#ending = ending;
  }

  get hash(): string {
    if (this.#hash !== "" && this.#versions === versionsOf(this.#paths)) return this.#hash;
    const names = attempt(() => readdirSync(this.#folder, { recursive: true, encoding: "utf8" }), []);
    const files = names.filter((name) => name.endsWith(this.#ending)).map((name) => join(this.#folder, name));
    this.#paths = [...new Set([this.#folder, ...files.map(dirname), ...files.sort()])];
    this.#versions = versionsOf(this.#paths);
    return (this.#hash = hash(
      files.map((file) => `${relative(this.#folder, file)}\n${read(file)}`).join("\0"),
    ));
  }
}

function versionsOf(paths: readonly string[]): string {
  const versions = paths.map((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return `${found?.mtimeMs} ${found?.ctimeMs} ${found?.size}`;
  });
  return versions.join("\n");
}

/** Where a folder finds a package's description of itself. */
function manifestOf(name: string, folder: string): string {
  const file = join(folder, "node_modules", name, "package.json");
  return existsSync(file) || dirname(folder) === folder ? file : manifestOf(name, dirname(folder));
}

function read(file: string): string {
  return attempt(() => readFileSync(file, "utf8"), "");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
