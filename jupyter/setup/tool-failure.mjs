// @ts-check
import { Problem } from "./problem.mjs";

/**
 * What npm and pip write when something outside of them is wrong. Order matters: pip, without a network, ends with "no
 * matching distribution" after it has complained about connections.
 * @type {readonly [pattern: RegExp, what: string, wayOut: string][]}
 */
const causes = [
  [
    /ENOSPC|No space left on device|not enough space on the disk/i,
    "the disk is full",
    "Free about 1 GB and run the command again; it goes on where it stopped.",
  ],
  [
    /\bEACCES\b|\bEPERM\b|\bEROFS\b|Permission denied|Read-only file system|Access is denied/i,
    "a file or folder may not be written",
    "Check who owns the project's folder, or copy the project to a folder of your own.",
  ],
  [
    /\bE40[137]\b|40[137] (Client Error|Unauthorized|Forbidden|Proxy)/,
    "the package server refused to serve us",
    "Check the registry, proxy and log-in that your npm or pip is configured with.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|ProxyError|name resolution|Failed to establish a new connection|Max retries exceeded|Connection (refused|broken|aborted|reset)/i,
    "the network cannot be reached",
    "Connect to the internet (or check the proxy settings) and run the command again; only the first start needs it.",
  ],
  [
    /CERT_|SELF_SIGNED|SSLError|CERTIFICATE_VERIFY_FAILED|UNABLE_TO_(GET|VERIFY)/,
    "the package server's certificate is not trusted",
    "Behind a company proxy, tell npm (NODE_EXTRA_CA_CERTS) and pip (PIP_CERT) about its certificate.",
  ],
  [
    /EINTEGRITY|DO NOT MATCH THE HASHES/,
    "a downloaded package is not the one that was asked for",
    "Try again; if it stays, empty the cache (npm cache clean --force, pip cache purge) or ask who runs your proxy.",
  ],
  [
    /No matching distribution found|Could not find a version that satisfies/,
    "there is no ready-made package for this Python on this machine",
    "Use Python 3.10 to 3.14 on a usual system (PYTHON=/path/to/python3 npm start), or a JupyterLab that you have (JUPYTER=/path/to/jupyter npm start).",
  ],
  [
    /can only install packages when your package.json and package-lock.json|EUSAGE/,
    "package.json and package-lock.json do not belong together",
    "Bring package-lock.json back (git checkout package-lock.json), or make it anew with npm install.",
  ],
];

/**
 * Turns a failed run of an installer into one sentence and a way out.
 *
 * @param {string} action - what was to be done, e.g. "Cannot install the Node packages"
 * @param {import("./run.mjs").Outcome} outcome
 * @returns {Problem}
 */
export function toolFailure(action, { code, output }) {
  for (const [pattern, what, wayOut] of causes) {
    if (pattern.test(output)) return new Problem(`${action}: ${what}.`, wayOut);
  }
  const tail = output.trim().split("\n").slice(-15).join("\n");
  return new Problem(`${action} (exit code ${code}).`, "This is what the program said last:", tail);
}
