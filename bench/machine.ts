import { cpus, loadavg, platform, release } from "node:os";
import process from "node:process";
import { versionOf } from "./peers";
import type { Python } from "./python";

/** On what was measured. */
export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly system: string;
  /** The core that everything was pinned to, if it was. */
  readonly core: string;
  /**
   * Processes that wanted to run, on average over the last minute, before the first measurement: 1 or more is not
   * quiet.
   */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

const PEERS = [
  "mathjs",
  "ml-matrix",
  "@stdlib/blas-base-dgemm",
  "@stdlib/random-base-randn",
  "ndarray-gemm",
  "@tensorflow/tfjs-core",
];

export function describeMachine(python: Python, core: string | undefined): Machine {
  const own = { node: process.versions.node, v8: process.versions.v8 };
  const peers = Object.fromEntries(PEERS.map((name) => [name, versionOf(name)]));
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus()[0]?.model.trim() ?? "unknown"}, ${cpus().length} cores`,
    system: `${platform()} ${release()}`,
    core: core === undefined ? "not pinned" : `pinned to core ${core}`,
    load: loadavg()[0]!,
    versions: { ...own, ...peers, ...python.versions },
  };
}
