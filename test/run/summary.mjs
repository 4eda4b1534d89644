// @ts-check

/**
 * How many tests did what.
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @typedef {Tally & { name: string, seconds: number, failures?: string[] }} Result */

/**
 * Reads the totals at the end of what node's test runner reports in the form of TAP.
 *
 * @param {string} report
 * @returns {Tally}
 */
export function readTap(report) {
  /** @param {string} name */
  const total = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(report)?.[1] ?? 0);
  return {
    passed: total("pass"),
    failed: total("fail") + total("cancelled"),
    skipped: total("skipped") + total("todo"),
  };
}

/**
 * Names the tests that failed, innermost only, from the same report.
 *
 * @param {string} report
 * @returns {string[]}
 */
export function readFailures(report) {
  const lines = report.split("\n");
  return lines.flatMap((line, i) => {
    const failed = /^\s*not ok \d+ - (.*)$/.exec(line);
    const details = lines.slice(i + 1, i + 8).join("\n");
    return failed && !/subtests? failed|subtestsFailed/.test(details) ? [failed[1] ?? ""] : [];
  });
}

/** @param {Tally} tally */
function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** @param {Result} result */
export function stageLine(result) {
  const { name, seconds, failed } = result;
  return `${failed > 0 ? "✗" : "✓"} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s   ${counts(result)}`;
}

/** @param {Result} result @returns {string[]} the line of a stage, and one for each test that failed */
export function summaryLines(result) {
  return [stageLine(result), ...(result.failures ?? []).map((name) => `    ✗ ${name}`)];
}

/** @param {readonly Tally[]} tallies @returns {string} e.g. `812 passed, 0 failed` */
export function closingLine(tallies) {
  /** @param {keyof Tally} key */
  const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
  return counts({ passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") });
}
