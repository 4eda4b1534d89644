// @ts-check
// Told by node's test runner what happens, it writes down how many tests did what, and which failed.

/**
 * How many tests did what; `failures` names those that failed, innermost only, and `failedFiles` the files they stand in.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[], failedFiles: string[] }} Tally
 */

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* report(events) {
  /** @type {Record<string, number>} */
  const totals = {};
  /** @type {string[]} */
  const failures = [];
  /** @type {Set<string>} */
  const failedFiles = new Set();
  for await (const { type, data } of events) {
    if (type === "test:fail" && !isOfSubtests(data.details.error)) {
      failures.push(data.name);
      if (data.file !== undefined) failedFiles.add(data.file);
    }
    // The runner ends with its totals, one by one.
    const total = type === "test:diagnostic" ? /^(\w+) (\d+)$/.exec(data.message) : null;
    if (total) totals[total[1] ?? ""] = Number(total[2]);
  }
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = totals;
  const tally = { passed: pass, failed: fail + cancelled, skipped: skipped + todo, failures };
  yield JSON.stringify({ ...tally, failedFiles: [...failedFiles] });
}

/** @param {Error} error */
const isOfSubtests = (error) => "failureType" in error && error.failureType === "subtestsFailed";
