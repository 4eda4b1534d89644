// @ts-check
// Checks the cells of all lessons with the page's own compiler, so that no reader has to wait for that.
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import vm from "node:vm";
import { joined } from "./lessons.mjs";
import { needsOf } from "./needs.mjs";

/** @typedef {import("./lessons.mjs").Lesson} Lesson */
/** @typedef {import("./src/compiler.js").MakeCompiler} MakeCompiler */

const kernel = "../kernel/dist";
const require = createRequire(import.meta.url);

/**
 * Writes a file for each lesson, and one for all of them.
 *
 * @param {string} folder
 * @param {readonly Lesson[]} lessons
 * @param {string} code - of the compiler
 * @param {string} environment - what the kernel takes for its own
 * @returns what each cell needs of those above it, by lesson and cell
 */
export async function writeKnownCells(folder, lessons, code, environment) {
  /** @type {unknown} */
  const store = require(`${kernel}/known/store.js`);
  const { KnownTable } = /** @type {typeof import("../kernel/known/store.js")} */ (store);
  /** @type {unknown} */
  const lazy = require(`${kernel}/known/lazy-compiler.js`);
  const { LazyCompiler } = /** @type {typeof import("../kernel/known/lazy-compiler.js")} */ (lazy);
  /** @type {unknown} */
  const learning = require(`${kernel}/known/learn.js`);
  const { learn } = /** @type {typeof import("../kernel/known/learn.js")} */ (learning);
  const makeCompiler = load(code);
  const all = new KnownTable(environment);
  /** @type {Map<string, ReturnType<typeof needsOf>>} */
  const needs = new Map();
  for (const { file, cells } of lessons) {
    const codes = cells.filter(({ cell_type: type }) => type === "code");
    const sources = codes.map(({ source }) => joined(source));
    const own = new KnownTable(environment);
    const compiled = learn(new LazyCompiler(own, () => makeCompiler(() => ({}))), sources);
    needs.set(file, needsOf(codes.map(({ id }, place) => ({ id, compiled: compiled[place] }))));
    // What the lesson knows by now, the whole course need not check.
    learn(new LazyCompiler(all, () => new LazyCompiler(own, () => makeCompiler(() => ({})))), sources);
    await writeFile(path.join(folder, `${file}.cells.json`), JSON.stringify(own));
  }
  await writeFile(path.join(folder, "cells.json"), JSON.stringify(all));
  return needs;
}

/** Runs the compiler's script as the kernel's worker does. @param {string} code @returns {MakeCompiler} */
function load(code) {
  /** @type {unknown} */
  const compileError = require(`${kernel}/compile/compile-error.js`);
  const self = vm.createContext({ compileError, setTimeout, clearTimeout, performance });
  vm.runInContext(`self = globalThis; ${code}`, self);
  return /** @type {{ makeCompiler: MakeCompiler }} */ (self).makeCompiler;
}
