// @ts-check
import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  // What the folders assembly/ hold is AssemblyScript, which its own compiler checks.
  {
    ignores: [
      "**/dist/",
      "node_modules/",
      ".venv/",
      "bench/node_modules/",
      "test/versions/node_modules/",
      "test/class/node_modules/",
      "jupyter/web/node_modules/",
      "jupyter/web/shims/typescript.cjs",
      "site/",
      "**/assembly/*.ts",
    ],
  },
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
    // The language leaves the last bits of these to the engine; lib/math/elementary gives the same everywhere.
    files: ["lib/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        ...[
          ..."acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot".split(" "),
          ..."log log10 log1p log2 pow sin sinh tan tanh".split(" "),
        ].map((property) => ({
          object: "Math",
          property,
          message: "Engines differ in its last bits: use lib/math/elementary.",
        })),
        { object: "Math", property: "random", message: "Draw from a seeded source that was passed in." },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "BinaryExpression[operator='**'][left.value!=2]",
          message: "Engines differ in its last bits: multiply, or use pow of lib/math/elementary.",
        },
      ],
    },
  },
  {
    // node:test registers the promise that `test` returns.
    files: ["test/**"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
