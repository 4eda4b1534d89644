import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { root } from "./documentation";

/** Folders of `lib`, each with those of ours that it may import. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  math: [],
  network: ["math", "data"],
  data: ["math"],
  theory: ["math", "data", "network"],
  figures: ["math", "network", "data", "theory"],
  notebook: ["math", "network", "data", "theory", "figures"],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const lib = resolve(root, "lib");
const isOurs = (specifier: string): boolean => specifier.startsWith(".");

/** Where a file of `lib` is, with `/` on every system. */
const place = (file: string): string => relative(lib, file).split(sep).join("/");

const files = readdirSync(lib, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/^dist\b|\bassembly\b|\.d\.ts$/.test(file))
  .map((file) => resolve(lib, file));

/** What a file names in imports, exports from elsewhere, type imports and calls of `import` or `require`. */
function specifiers(file: string): string[] {
  const source = ts.createSourceFile(file, ts.sys.readFile(file)!, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) take(node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) take(node.argument.literal);
    if (ts.isExternalModuleReference(node)) take(node.expression);
    if (ts.isCallExpression(node) && isImportOrRequire(node.expression)) take(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  const take = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push(node.text);
  };
  visit(source);
  return found;
}

function isImportOrRequire(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require")
  );
}

/** The imports of ours, file to file. */
const imports: Import[] = files.flatMap((file) =>
  specifiers(file)
    .filter(isOurs)
    .map((specifier) => {
      const target = resolve(dirname(file), specifier);
      const to = [`${target}.ts`, resolve(target, "index.ts")].find((path) => files.includes(path));
      assert.ok(to, `${place(file)} imports ${specifier}, which is not a source file`);
      return { from: place(file), to: place(to) };
    }),
);

const folder = (path: string): string => path.split("/")[0]!;

test("each folder imports only what its arrows point to", () => {
  assert.ok(imports.length > 50);
  for (const { from, to } of imports) {
    if (from === "index.ts") continue;
    const allowed = [folder(from), ...(arrows[folder(from)] ?? [])];
    assert.ok(allowed.includes(folder(to)), `${from} must not import ${to}`);
  }
});

test("every source file is in a folder with arrows, or is the index", () => {
  for (const file of files.map(place)) {
    assert.ok(file === "index.ts" || folder(file) in arrows, `${file} is in no known folder`);
  }
});

test("no folder imports one that imports it", () => {
  const pairs = new Set(imports.map(({ from, to }) => `${dirname(from)} → ${dirname(to)}`));
  for (const { from, to } of imports) {
    if (dirname(from) === dirname(to)) continue;
    assert.ok(
      !pairs.has(`${dirname(to)} → ${dirname(from)}`),
      `${from} and ${dirname(to)} import each other`,
    );
  }
});

test("no file imports itself by way of others", () => {
  const after = new Map<string, string[]>();
  for (const { from, to } of imports) after.set(from, [...(after.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    assert.ok(!path.includes(file), `a cycle: ${[...path, file].join(" → ")}`);
    if (done.has(file)) return;
    for (const next of after.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(place(file), []);
});

test("outside of the library, mathematics and networks need next to nothing, and only the notebook needs the kernel", () => {
  const packages = new Map<string, Set<string>>();
  for (const file of files) {
    const known = packages.get(folder(place(file))) ?? new Set();
    for (const specifier of specifiers(file).filter((name) => !isOurs(name))) {
      known.add(specifier.split("/")[0]!);
    }
    packages.set(folder(place(file)), known);
  }
  assert.deepEqual([...packages.get("math")!], ["pure-rand"]);
  for (const pure of ["network", "data"]) assert.deepEqual([...packages.get(pure)!], [], pure);
  for (const [name, used] of packages) if (name !== "notebook") assert.ok(!used.has("tslab"), name);
});
