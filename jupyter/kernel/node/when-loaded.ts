/** Tells when a module has been loaded, by whomever. */
import { requireFromTslab } from "../common/packages";

type Load = (module: NodeJS.Module, filename: string) => unknown;

/** Node's own loaders, which every `require` goes through. */
export const loaders = (requireFromTslab as unknown as { extensions: Record<".js" | ".json", Load> })
  .extensions;

/** Calls something with what a module exports, as soon as it is loaded for the first time. */
export function whenLoaded(filename: string, use: (exports: unknown) => void): void {
  const load = loaders[".js"];
  loaders[".js"] = (module, name) => {
    load(module, name);
    if (name === filename) use(module.exports);
  };
}
