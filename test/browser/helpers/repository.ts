import { existsSync } from "node:fs";
import path from "node:path";

/** The root of this repository. */
export const REPOSITORY = path.resolve(__dirname, "../../..");

/** The Python of the project's own environment, which the set-up makes. */
export function projectPython(): string {
  const environment = process.env.BREAKING_SYMMETRY_VENV ?? path.join(REPOSITORY, ".venv");
  const candidates = ["bin/python", "Scripts/python.exe"].map((file) => path.join(environment, file));
  const python = candidates.find((candidate) => existsSync(candidate));
  if (python === undefined)
    throw new Error(`Cannot run Jupyter: ${environment} holds no Python, run npm test or npm start first`);
  return python;
}
