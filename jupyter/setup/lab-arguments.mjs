// @ts-check
/**
 * Composes the arguments that JupyterLab is started with. A person's own come last, and so win.
 *
 * @param {string} root - the project's folder
 * @param {string | undefined} notebook - the one to open, below the root
 * @param {readonly string[]} args - the person's own
 * @param {boolean} administrator - whether we run as root, as one does in containers
 * @returns {string[]}
 */
export function labArguments(root, notebook, args, administrator) {
  return [
    `--ServerApp.root_dir=${root}`,
    "--ServerApp.ip=localhost",
    "--MultiKernelManager.default_kernel_name=breaking-symmetry",
    ...(notebook ? [`--LabApp.default_url=/lab/tree/${encodeURI(notebook)}`] : []),
    // JupyterLab refuses to run as root unless told so; it listens on this machine only, and asks for a token.
    ...(administrator ? ["--allow-root"] : []),
    // Who asks for a certain port shall not get another one.
    ...(requestedPort(args) === undefined ? [] : ["--ServerApp.port_retries=0"]),
    ...args,
  ];
}

/**
 * Finds the port that a person asks for.
 *
 * @param {readonly string[]} args
 * @returns {number | undefined}
 */
export function requestedPort(args) {
  const match = /(?:^| )--(?:ServerApp\.)?port[= ](\d+)(?: |$)/.exec(args.join(" "));
  return match ? Number(match[1]) : undefined;
}
