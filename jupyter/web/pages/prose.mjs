// @ts-check
// What a page makes of a lesson's text: its opening, its questions, its exercises.
import { withAnchors } from "../lessons.mjs";

/** The links to the lessons before and after. */
export const NEIGHBOURS = /<p>(<a [^>]*>[^<]*[←→][^<]*<\/a>( · )?)+<\/p>/;

/**
 * The opening: the title, the first paragraph as what the lesson is about, and what it is for, set quietly.
 *
 * @param {string} html - the first cell's
 */
export function opening(html) {
  const [, title = "", rest = ""] = /<h1>(.*?)<\/h1>([^]*)/.exec(html) ?? [];
  const text = rest
    // The contents and the foot of the page lead to the other lessons.
    .replace(NEIGHBOURS, "")
    .replace(/<p>(?!<strong>Predict)/, '<p class="dek">')
    .replace("<p><strong>You will be able to", '<p class="aims"><strong>You will be able to');
  return `<h1>${title.replace(/^\d+\w* · /, "")}</h1>${questions(withAnchors(text))}`;
}

/** A question whose answer is to be predicted, with its options. */
const QUESTION =
  /<p><strong>Predict\b(?:(?!<p>)[^])*?<\/p>\s*<ul>(?:(?!<\/ul>)[^])*?<input(?:(?!<\/ul>)[^])*?<\/ul>/g;

/** Sets off the questions of a text. @param {string} html */
export const questions = (html) =>
  html.replaceAll(QUESTION, (question) => {
    const named = question.replace(".</strong>", '<span class="unseen">.</span></strong>');
    return `<div class="question">${named}</div>`;
  });

/** A unit by its number, or what is no prose. */
const UNIT = /<(code|pre|math)\b[^]*?<\/\1>|<[^>]*>|\bunit ([12])\b/g;

/** Gives each unit that a text names the mark of its colour in the figures. @param {string} html */
export const withUnits = (html) =>
  html.replaceAll(UNIT, (words, _, number) =>
    number === undefined ? words : `<span class="unit" data-unit="${number}">${words}</span>`,
  );

/** Whether something that a cell shows tells units apart by their colours. @param {readonly object[]} displays */
export const showsUnits = (displays) => /"(name|label|text)":"unit [12]\b/.test(JSON.stringify(displays));

/**
 * The text of a cell up to its exercise, and the exercise: its number, its title and its task. Only what a cell to be
 * answered follows is an exercise.
 *
 * @param {string} html
 */
export function exerciseIn(html) {
  const [, before = "", number = "", title = "", task = ""] =
    /^([^]*)<p><strong>(\d+)\. ([^]*?)<\/strong>\s*([^]*)$/.exec(html) ?? [];
  return number === "" ? undefined : { before, number, title: title.replace(/\.$/, ""), task: `<p>${task}` };
}

/**
 * An exercise as a card: its task, the cell to be answered, its check, its hint and its solution.
 *
 * @param {{ number: string, title: string, task: string }} exercise
 * @param {readonly string[]} cells
 */
export function exerciseCard({ number, title, task }, cells) {
  return `<section class="exercise" id="exercise-${number}" aria-labelledby="exercise-${number}-title">
<header><h3 id="exercise-${number}-title"><small>Exercise ${number}</small>${title}</h3><span class="state">open</span></header>
<div class="task">${task}</div>
${cells.join("\n")}
</section>`;
}
