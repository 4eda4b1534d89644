import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import tslab from "tslab/package.json";
import typescript from "typescript/package.json";
import type { Kernel } from "./client";
import { repairTests } from "./repair";

const folder = mkdtempSync(join(tmpdir(), "kernel-test-"));

/** A library with a documented function, as a compiler leaves it. */
const DECLARATIONS = `/**
 * Scales a vector.
 *
 * @param vector - the numbers to scale
 * @param factor - what to multiply by
 * @returns a new vector
 * @throws RangeError if \`factor\` is not finite
 * @see the lesson on vectors
 * @example
 * scale([1, 2], 3); // [3, 6]
 */
export declare function scale(vector: number[], factor: number): number[];`;

async function inspect(kernel: Kernel, code: string, cursor: number): Promise<Record<string, string>> {
  const { reply } = await kernel.request("inspect_request", { code, cursor_pos: cursor, detail_level: 0 });
  assert.equal(reply.content.found, true);
  return reply.content.data as Record<string, string>;
}

describe("what the kernel tells a front end", () => {
  before(() => {
    writeFileSync(join(folder, "vectors.d.ts"), DECLARATIONS);
    writeFileSync(join(folder, "vectors.js"), "exports.scale = (v, k) => v.map((x) => x * k);");
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const repair = repairTests({ cwd: folder });

  repair(
    "its language is TypeScript, of the version that checks the cells",
    async (kernel) => {
      const { reply } = await kernel.request("kernel_info_request", {});
      const info = reply.content.language_info as Record<string, unknown>;
      assert.equal(info.codemirror_mode, "typescript");
      assert.equal(info.name, "typescript");
      assert.equal(info.file_extension, ".ts");
      assert.equal(info.version, typescript.version);
      assert.equal(reply.content.implementation_version, tslab.version);
    },
    /'typescript'/,
  );

  repair(
    "a question about comms gets the answer that belongs to it",
    async (kernel) => {
      const { reply } = await kernel.request("comm_info_request", { target_name: "jupyter.widget" });
      assert.equal(reply.type, "comm_info_reply");
      assert.deepEqual(reply.content.comms, {});
    },
    /complete_reply/,
  );

  repair(
    "the history is answered, between busy and idle: that is how JupyterLab learns that a new kernel is idle",
    async (kernel) => {
      const content = { output: false, raw: true, hist_access_type: "tail", n: 1 };
      const { reply } = await kernel.request("history_request", content, 5000);
      assert.deepEqual(reply.content.history, []);
    },
    /history_request|answer/,
  );

  repair(
    "what a cell is and its number are published before it runs",
    async (kernel) => {
      const { published, reply } = await kernel.run("1 + 1");
      const input = published.find(({ type }) => type === "execute_input");
      assert.ok(input, "no execute_input");
      assert.deepEqual(input.content, { code: "1 + 1", execution_count: reply.content.execution_count });
    },
    /no execute_input/,
  );

  repair(
    "a silent cell shows nothing and is not counted",
    async (kernel) => {
      const before = (await kernel.run("0")).reply.content.execution_count;
      const { published } = await kernel.run("console.log('hidden')", { silent: true });
      assert.deepEqual(published, []);
      const after = (await kernel.run("0")).reply.content.execution_count;
      assert.equal(Number(after), Number(before) + 1);
    },
    /hidden/,
  );

  repair(
    "a cell that is not kept in the history is not counted",
    async (kernel) => {
      const before = (await kernel.run("0")).reply.content.execution_count;
      await kernel.run("0", { store_history: false });
      assert.equal((await kernel.run("0")).reply.content.execution_count, Number(before) + 1);
    },
    /Expected/,
  );

  repair(
    "inspection shows the signature and the whole documentation",
    async (kernel) => {
      const cell = 'import { scale } from "./vectors";\nscale';
      const data = await inspect(kernel, cell, cell.length - 1);
      const text = data["text/plain"] ?? "";
      assert.match(text, /scale\(vector: number\[\], factor: number\): number\[\]/);
      for (const part of [
        "Scales a vector.",
        "@param vector",
        "@returns a new vector",
        "@throws RangeError",
        "@see",
      ]) {
        assert.ok(text.includes(part), `no ${part}`);
      }
      const markdown = data["text/markdown"] ?? "";
      assert.match(markdown, /^```typescript\n.*scale\(/);
      assert.match(markdown, /\*\*Parameters\*\*\n\n- `vector`: the numbers to scale\n- `factor`: what/);
      assert.match(markdown, /\*\*Example\*\*\n\n```typescript\nscale\(\[1, 2\], 3\); \/\/ \[3, 6\]\n```/);
    },
    /no @returns/,
  );

  repair(
    "completions say what they are, at positions in code points",
    async (kernel) => {
      const code = 'const smile = "🙂"; function wavelet() {}; wave';
      const cursor = Array.from(code).length;
      const { reply } = await kernel.request("complete_request", { code, cursor_pos: cursor });
      assert.deepEqual(reply.content.matches, ["wavelet"]);
      assert.equal(reply.content.cursor_start, cursor - 4);
      const types = reply.content.metadata as {
        _jupyter_types_experimental?: { text: string; type: string }[];
      };
      assert.equal(types._jupyter_types_experimental?.[0]?.type, "function");
    },
    /Expected/,
  );
});
