/**
 * Measures the library against its peers. `--only product` takes the workloads whose names hold that word, `--rounds
 * 5` fewer rounds.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { vectorLimit } from "./limit";
import { describeMachine } from "./machine";
import { measure } from "./measure";
import { readyTensorFlow } from "./peers";
import { Python } from "./python";
import { table, writeReport, type Result } from "./report";
import { elementwise } from "./workloads/elementwise";
import { networks } from "./workloads/networks";
import { products } from "./workloads/products";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: "string" }, rounds: { type: "string" }, pinned: { type: "string" } },
  });
  await readyTensorFlow();
  const python = new Python();
  const machine = describeMachine(python, values.pinned);
  process.stdout.write(`${JSON.stringify(machine, null, 1)}\n`);
  const limit = await vectorLimit();
  const results: Result[] = [];
  for (const create of [...products(python, limit), ...elementwise(python), ...networks(python)]) {
    const workload = create();
    const { name, title, flops, numbers } = workload;
    if (!name.includes(values.only ?? "")) continue;
    const measurements = await measure(workload, Number(values.rounds ?? 9));
    const result = { name, title, measurements, ...(flops && { flops }), ...(numbers && { numbers }) };
    results.push(result);
    process.stdout.write(`\n${table(result)}`);
  }
  python.close();
  // Results of a part are not kept in place of those of the whole.
  if (values.only !== undefined) return;
  const folder = join(__dirname, "results");
  mkdirSync(folder, { recursive: true });
  writeReport(folder, results, machine);
  process.stdout.write(`\nWritten to ${join("bench", "results")}: results.md, results.json and chart.html\n`);
}

void main();
