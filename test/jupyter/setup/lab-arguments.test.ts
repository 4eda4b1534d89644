import assert from "node:assert/strict";
import { test } from "node:test";
import { labArguments, requestedPort } from "../../../jupyter/setup/lab.mjs";
import { scratch } from "./support/machine";

test("JupyterLab opens the notebook that it is told, on this machine only", (t) => {
  const root = scratch(t);
  const args = labArguments(root, "my-notebooks/01 a.ipynb", [], false);
  assert.ok(args.includes("--LabApp.default_url=/lab/tree/my-notebooks/01%20a.ipynb"));
  assert.ok(args.includes(`--ServerApp.root_dir=${root}`));
  assert.ok(args.includes("--ServerApp.ip=localhost"));
  assert.ok(
    !args.some((arg) => arg.includes("token") || arg.includes("password")),
    "its token stays as it is",
  );
  assert.ok(!args.includes("--allow-root"));
});

test("a person's own arguments come last, where they win", (t) => {
  const root = scratch(t);
  assert.deepEqual(labArguments(root, undefined, ["--ip=0.0.0.0", "--no-browser"], true).slice(-3), [
    "--allow-root",
    "--ip=0.0.0.0",
    "--no-browser",
  ]);
});

test("who asks for a port gets that one or none", (t) => {
  const root = scratch(t);
  assert.ok(labArguments(root, undefined, ["--port", "8899"], false).includes("--ServerApp.port_retries=0"));
  assert.ok(!labArguments(root, undefined, [], false).includes("--ServerApp.port_retries=0"));
});

test("the port is found in every way to write it", () => {
  assert.equal(requestedPort(["--no-browser", "--port", "8899"]), 8899);
  assert.equal(requestedPort(["--port=8898"]), 8898);
  assert.equal(requestedPort(["--ServerApp.port=8897", "-y"]), 8897);
  assert.equal(requestedPort(["--ServerApp.port_retries=3", "--no-port"]), undefined);
  assert.equal(requestedPort([]), undefined);
});
