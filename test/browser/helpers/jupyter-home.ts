import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildRenderer } from "../../../jupyter/renderer/build.mjs";
import { REPOSITORY } from "./repository";

/** How Jupyter starts a kernel. */
export interface KernelCommand {
  readonly name: string;
  readonly argv: readonly string[];
  /** How Jupyter stops a cell; by a signal if it is not said. */
  readonly interrupt_mode?: "message";
}

export const OUR_KERNEL: KernelCommand = {
  name: "breaking-symmetry",
  argv: [
    process.execPath,
    path.join(REPOSITORY, "jupyter/kernel/dist/main.js"),
    "--config-path",
    "{connection_file}",
  ],
  interrupt_mode: "message",
};

/** tslab as npm delivers it, under our kernel's name: the notebooks must run there too. */
export const STOCK_TSLAB: KernelCommand = {
  name: "breaking-symmetry",
  argv: [
    process.execPath,
    path.join(REPOSITORY, "node_modules/tslab/bin/tslab"),
    "kernel",
    "--config-path={connection_file}",
  ],
};

/** Folders for one run of Jupyter, apart from the user's own settings and kernels. */
export interface JupyterHome {
  readonly folder: string;
  /** Stands where the repository's notebooks folder stands: `../lib` leads to the library. */
  readonly notebooks: string;
  readonly environment: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

/** Makes a home with the given kernel, the renderer and the export template as their sources are now. */
export async function makeJupyterHome(kernel: KernelCommand = OUR_KERNEL): Promise<JupyterHome> {
  const folder = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-"));
  const data = path.join(folder, "data");
  const notebooks = path.join(folder, "notebooks");
  await Promise.all([mkdir(notebooks), installKernel(kernel, data), installRenderer(data)]);
  for (const name of ["lib", "node_modules"]) {
    await symlink(path.join(REPOSITORY, name), path.join(folder, name), "junction");
  }
  return {
    folder,
    notebooks,
    environment: environmentIn(folder, data),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function environmentIn(folder: string, data: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    JUPYTER_PATH: data,
    JUPYTER_CONFIG_PATH: path.join(REPOSITORY, "jupyter/server"),
    JUPYTER_CONFIG_DIR: path.join(folder, "config"),
    JUPYTER_DATA_DIR: path.join(folder, "user-data"),
    JUPYTER_RUNTIME_DIR: path.join(folder, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: path.join(folder, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(folder, "workspaces"),
    IPYTHONDIR: path.join(folder, "ipython"),
  };
}

async function installKernel({ name, ...command }: KernelCommand, data: string): Promise<void> {
  const folder = path.join(data, "kernels", name);
  await mkdir(folder, { recursive: true });
  const description = { ...command, display_name: "TypeScript (Breaking Symmetry)", language: "typescript" };
  await writeFile(path.join(folder, "kernel.json"), JSON.stringify(description));
}

/** Builds into the home itself, so that tests running side by side do not write into the same folder. */
async function installRenderer(data: string): Promise<void> {
  const template = path.join(data, "nbconvert/templates/breaking-symmetry");
  const sources = path.join(REPOSITORY, "jupyter/template");
  await cp(sources, template, { recursive: true, filter: (file) => path.basename(file) !== "dist" });
  await buildRenderer({
    extension: path.join(data, "labextensions/breaking-symmetry-plotly"),
    exported: path.join(template, "dist"),
  });
}
