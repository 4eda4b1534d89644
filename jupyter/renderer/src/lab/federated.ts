/**
 * An extension as JupyterLab loads it: a “remote” of webpack's module federation, written by hand. JupyterLab runs the script,
 * calls `init` with the modules it shares, and asks `get` for the modules that package.json names.
 */
type SharedModule = Record<string, { loaded?: unknown; get(): Promise<() => unknown> }>;

declare global {
  interface Window {
    _JUPYTERLAB?: Record<string, unknown>;
  }
}

let shared: Record<string, SharedModule> = {};
const loaded: Record<string, unknown> = {};

/** A module that JupyterLab shares with its extensions. */
export async function sharedModule(name: string): Promise<unknown> {
  const versions = Object.values(shared[name] ?? {});
  // The copy that runs already is JupyterLab's own; a second would not fit into its panels.
  const version = versions.find(({ loaded }) => Boolean(loaded)) ?? versions[0];
  if (version === undefined) throw new Error(`This JupyterLab shares no ${name}`);
  return (loaded[name] = (await version.get())());
}

/** The same, of one that has been loaded: the build puts this in the place of its imports. */
export function loadedModule(name: string): unknown {
  return loaded[name];
}

/** Offers plug-ins, each made when it is asked for. */
export function offerModules(
  extension: string,
  modules: Readonly<Record<string, () => Promise<unknown>>>,
): void {
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB[extension] = {
    init(scope: typeof shared): void {
      shared = scope;
    },
    async get(module: string): Promise<() => unknown> {
      const load = modules[module];
      if (!load)
        throw new Error(`Cannot load ${module}: ${extension} has ${Object.keys(modules).join(" and ")}`);
      const plugin = await load();
      return () => ({ __esModule: true, default: plugin });
    },
  };
}
