// @ts-check
import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  // What the folders assembly/ hold is AssemblyScript, which its own compiler checks.
  { ignores: ["**/dist/", "node_modules/", ".venv/", "bench/node_modules/", "**/assembly/*.ts"] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["eslint.config.mjs"] } } },
    rules: {
      // Under noUncheckedIndexedAccess `data[i]!` is the honest form where a loop's bounds prove the index.
      "@typescript-eslint/no-non-null-assertion": "off",
      // On typed arrays, V8 runs a for-of loop ten times slower than a loop by index.
      "@typescript-eslint/prefer-for-of": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    // node:test registers the promise that `test` returns.
    files: ["test/**"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
