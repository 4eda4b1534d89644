import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { JupyterHome } from "./jupyter-home";
import { patience } from "../../run/patience.mjs";
import { projectPython } from "./repository";

/** A running JupyterLab, or Notebook. */
export interface Server {
  readonly origin: string;
  readonly token: string;
  stop(): Promise<void>;
}

const START_MS = 60_000;
const STOP_MS = 15_000;

/** Starts JupyterLab, or another program of its kind, on a free port, with the home's notebooks folder as its root. */
export async function startServer(home: JupyterHome, program = "jupyterlab"): Promise<Server> {
  const port = await freePort();
  const token = randomBytes(16).toString("hex");
  const options = [
    "--no-browser",
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${home.notebooks}`,
    `--IdentityProvider.token=${token}`,
    "--LabApp.extension_manager=readonly",
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const child = spawn(projectPython(), ["-m", program, ...options], { env: home.environment });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => log.push(text.toString()));
  const server = { origin: `http://127.0.0.1:${port}`, token, stop: () => stop(child) };
  try {
    await ready(server, child);
  } catch (error) {
    await stop(child);
    throw new Error(`${program} did not start:\n${log.join("").slice(-4000)}`, { cause: error });
  }
  return server;
}

async function ready({ origin, token }: Server, child: ChildProcess): Promise<void> {
  const most = patience(START_MS);
  const end = Date.now() + most;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await fetch(`${origin}/api/status?token=${token}`).catch(() => undefined);
    if (answer?.ok === true) return;
    await delay(150);
  }
  throw new Error(child.exitCode === null ? `no answer in ${most} ms` : `exit code ${child.exitCode}`);
}

/** Jupyter ends its kernels itself when asked politely. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), patience(STOP_MS));
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("Cannot find a free port");
  return address.port;
}
