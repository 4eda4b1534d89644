/** What `require` and `import` give to cells. */
import { createRequire, Module } from "node:module";
import { dirname, extname, join } from "node:path";
import { constants, Script } from "node:vm";
import type { SideModule } from "../compile/cell-compiler";
import { requireFromTslab } from "../common/packages";
import { kitModule } from "./kit-library";

type Loaded = Record<string, unknown>;

/** Node's own loader of modules, as far as it is not documented. */
interface CompiledModule extends NodeJS.Module {
  _compile(code: string, filename: string): void;
}
const { _nodeModulePaths: nodeModulePaths } = Module as unknown as {
  _nodeModulePaths: (folder: string) => string[];
};

/** What `require` says of a module that only `import` can load. */
const ONLY_IMPORT = ["ERR_REQUIRE_ESM", "ERR_REQUIRE_ASYNC_MODULE", "ERR_PACKAGE_PATH_NOT_EXPORTED"];

export class CellModules {
  /** TypeScript modules of the notebook's folder, compiled, by the path that they run under. */
  readonly compiled = new Map<string, string>();
  readonly require: NodeJS.Require;
  readonly #loaded = new Map<string, NodeJS.Module>();
  readonly #import: (name: string) => Promise<Loaded>;

  /** @param folder - the notebook's */
  constructor(folder: string) {
    const filename = join(folder, "cell.js");
    this.require = this.#wrap(createRequire(filename), folder);
    this.#import = new Script("(name) => import(name)", {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as CellModules["import"];
  }

  /** Takes modules as a cell was compiled with them. */
  add(modules: readonly SideModule[]): void {
    for (const { path, data } of modules) {
      this.compiled.set(path, data);
      this.#loaded.delete(path);
    }
  }

  /** `import(…)`: modules that cannot be required are loaded in earnest. */
  import = async (name: string): Promise<Loaded> => {
    try {
      return namespaceOf(this.require(name));
    } catch (error) {
      if (!ONLY_IMPORT.includes(String((error as NodeJS.ErrnoException).code))) throw error;
      return withoutWarnings(() => this.#import(name));
    }
  };

  #wrap(require: NodeJS.Require, folder: string): NodeJS.Require {
    return new Proxy(require, {
      apply: (_target, _this, [name]: [string]) => {
        if (name === "tslab") return requireFromTslab("tslab") as unknown;
        const ofKit = kitModule(name, folder);
        if (ofKit !== undefined) return require(ofKit) as unknown;
        const path = join(folder, name).replaceAll("\\", "/");
        return this.#loadCompiled(extname(path) === "" ? `${path}.js` : path) ?? (require(name) as unknown);
      },
    });
  }

  #loadCompiled(path: string): unknown {
    const loaded = this.#loaded.get(path);
    if (loaded) return loaded.exports;
    const code = this.compiled.get(path);
    if (code === undefined) return undefined;
    const module = new Module(path, undefined) as CompiledModule;
    module.filename = path;
    module.paths = nodeModulePaths(dirname(path));
    module.require = this.#wrap(module.require.bind(module) as NodeJS.Require, dirname(path));
    this.#loaded.set(path, module);
    module._compile(code, path);
    return module.exports;
  }
}

/** What `import x from` gives. */
export function defaultOf(module: Loaded | undefined): unknown {
  return module?.__esModule ? module.default : module;
}

/** What `import * as x from` gives. */
export function namespaceOf(module: unknown): Loaded {
  if ((module as Loaded | undefined)?.__esModule) return module as Loaded;
  return { ...(module as Loaded), default: module };
}

/** Node warns that it may change the way in which a script imports, which is no concern of the reader. */
function withoutWarnings<T>(task: () => T): T {
  const warnings = Object.getOwnPropertyDescriptor(process, "emitWarning")!;
  process.emitWarning = () => undefined;
  try {
    return task();
  } finally {
    Object.defineProperty(process, "emitWarning", warnings);
  }
}
