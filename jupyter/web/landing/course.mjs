// @ts-check
// The course as its README lists it: lessons in parts, and the questions that readers come with.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../build.mjs";

/**
 * @typedef {{ file: string, label: string, title: string, words: string, minutes: number }} Entry
 * @typedef {{ title: string, words: string, lessons: Entry[] }} Part
 * @typedef {{ asked: string, link: string, label: string }} Question
 */

/** The parts, and the labels of their lessons. */
const PARTS = [
  {
    title: "Symmetry",
    words: "Why equal units stay equal, and what sets them free.",
    labels: ["01", "02", "02b", "03", "03b"],
  },
  {
    title: "Scale",
    words: "How large is too large, and where 1/√n comes from.",
    labels: ["04", "04b", "05"],
  },
  { title: "Rules in use", words: "What your framework does, and why.", labels: ["06", "07"] },
  { title: "Depth", words: "How deep a plain network can be.", labels: ["08"] },
  {
    title: "Starts of today",
    words: "Zeros that work, the first loss, norms and skips, and width.",
    labels: ["09", "10", "11", "12"],
  },
  { title: "Tools", words: "Your own network, and a course's.", labels: ["doctor", "extra"] },
];

/** @param {string} markdown @param {string} heading */
const rowsBelow = (markdown, heading) =>
  (markdown.split(`${heading}\n`)[1]?.split(/\n#/)[0] ?? "")
    .split("\n")
    .filter((line) => /^\|.*\]\(notebooks\//.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** @param {string} cell */
const linkIn = (cell) => /\[(.*)\]\(notebooks\/([^)]*)\)/.exec(cell) ?? ["", "", ""];

/** @returns {Promise<{ parts: Part[], questions: Question[], teaching: string }>} - teaching: how a site alone is enough for a class, as markdown */
export async function readCourse() {
  const readme = await readFile(path.join(root, "README.md"), "utf8");
  const classes = await readFile(path.join(root, "jupyter/class/README.md"), "utf8");
  const lessons = rowsBelow(readme, "## Lessons").map(([link = "", title = "", words = "", minutes]) => {
    const [, label = "", file = ""] = linkIn(link);
    return { file: file.replace(".ipynb", ""), label, title, words, minutes: Number(minutes) };
  });
  const questions = rowsBelow(readme, "### You came with a question?").map(([asked = "", answer = ""]) => {
    const [, label = "", link = ""] = linkIn(answer);
    return { asked, label, link: link.replace(".ipynb", ".html") };
  });
  const parts = PARTS.map(({ title, words, labels }) => ({
    title,
    words,
    lessons: lessons.filter(({ label }) => labels.includes(label)),
  }));
  const [, teaching = ""] = /^## With nothing but a web space\n([^]*?)\n## /m.exec(classes) ?? [];
  return { parts, questions, teaching };
}
