import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { REPOSITORY } from "../../browser/helpers/repository";
import { proxyProgram } from "./install.mjs";
import type { Teacher } from "./teacher";

/** Only what hangs takes so long, even on a machine that has much else to do. */
const PATIENCE_MS = 10 * 60_000;

/** A JupyterHub that runs. */
export interface Hub {
  readonly address: string;
  /** All that the hub and its students' servers have written. */
  readonly log: () => string;
  /** Ends the hub, which ends the servers. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a hub with a configuration file on free ports of this machine only, in the teacher's home.
 *
 * @throws Error with the end of the log if it does not come up
 */
export async function startHub(teacher: Teacher, config: string, ...args: readonly string[]): Promise<Hub> {
  const [port, hubPort, proxyPort] = await freePorts(3);
  const address = `http://127.0.0.1:${port}`;
  const places = [
    `--JupyterHub.bind_url=${address}`,
    `--JupyterHub.hub_port=${hubPort}`,
    `--ConfigurableHTTPProxy.api_url=http://127.0.0.1:${proxyPort}`,
    `--ConfigurableHTTPProxy.command=${process.execPath}`,
    `--ConfigurableHTTPProxy.command=${proxyProgram(REPOSITORY)}`,
  ];
  const options = { cwd: teacher.home, env: teacher.env };
  const child = spawn("jupyterhub", ["--config", config, ...places, ...args], options);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => lines.push(text.toString()));
  const log = () => lines.join("");
  try {
    await ready(address, child);
  } catch (error) {
    await stop(child);
    throw new Error(`JupyterHub did not start:\n${log().slice(-4000)}`, { cause: error });
  }
  return { address, log, stop: () => stop(child) };
}

async function ready(address: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await fetch(`${address}/hub/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await delay(150);
  }
  throw new Error(child.exitCode === null ? "no answer" : `exit code ${child.exitCode}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  await ended;
  clearTimeout(timer);
}

/** Ports that are free now; all are held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  return Promise.all(
    probes.map(async (probe) => {
      await once(probe, "listening");
      const address = probe.address();
      if (address === null || typeof address === "string") throw new Error("Cannot find a free port");
      return address.port;
    }),
  ).finally(() => Promise.all(probes.map((probe) => once(probe.close(), "close"))));
}
