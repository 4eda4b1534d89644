/**
 * Repair: the kernel ends when the program that started it is gone.
 *
 * On stock tslab: kill a Jupyter server with SIGKILL; its kernels stay.
 */

/** How often, in milliseconds, to look. */
const INTERVAL = 1000;

/** Ends the process with its parent, if that is Jupyter, which says so in the environment. */
export function endWithParent(): void {
  if (process.env.JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(parent)) process.kill(process.pid, "SIGKILL");
  }, INTERVAL).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not being allowed to signal a process means that it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
