import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test, type TestContext } from "node:test";
import { checkPort } from "../../../jupyter/setup/lab.mjs";

async function listen(t: TestContext, host: string): Promise<number> {
  const server = createServer();
  t.after(() => server.close());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, host, resolve);
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  return address.port;
}

test("a port that another program has is told with a way out", async (t) => {
  const port = await listen(t, "127.0.0.1");
  await assert.rejects(checkPort(port), {
    name: "Problem",
    message: new RegExp(`^Port ${port} is in use by another program\\.\\n.*npm start -- --port ${port + 1}$`),
  });
});

test("a port that cannot be is told, and the last one leads to the one before it", async (t) => {
  await assert.rejects(checkPort(99_999), {
    name: "Problem",
    message:
      /^There is no port 99999: ports are numbers up to 65535\.\n {2}Take another one: npm start -- --port 8888$/,
  });
  const server = createServer().listen(65_535, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve).once("error", resolve));
  await assert.rejects(checkPort(65_535), /npm start -- --port 65534$/);
});

test("a port that is free, or any port, will do", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  await new Promise((resolve) => server.close(resolve));
  await checkPort(address.port);
  await checkPort(0);
  t.diagnostic(`port ${address.port}`);
});
