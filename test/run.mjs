// @ts-check
// npm test: sets up what is missing, then runs every stage, or those named: npm test -- kernel browser
import process from "node:process";
import { command } from "../jupyter/setup/command.mjs";

command(async () => {
  const { main } = await import("./run/main.mjs");
  await main(process.argv.slice(2));
});
