import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { readCourse } from "../../../jupyter/web/landing/course.mjs";
import { Experiment, STEPS, examples, type Weights } from "../../../jupyter/web/landing/toy/experiment";
import { placeOf, RIM, snapped, weightsAt, within, type Place } from "../../../jupyter/web/landing/toy/plane";
import { rightOf, says, unitsOf } from "../../../jupyter/web/landing/toy/says";
import { readLessons } from "../../../jupyter/web/lessons.mjs";
import { backward } from "../../../lib/network/backward";
import { forward } from "../../../lib/network/forward";
import { REPOSITORY } from "../../browser/helpers/repository";
import { seeded } from "../../../lib/math/random/seeded";

const random = seeded(1);

/** A place within a radius. */
function drawn(radius = RIM): Place {
  const across = (): number => Math.round(radius * (2 * random() - 1));
  const place: Place = [across(), across()];
  return Math.hypot(...place) <= radius ? place : drawn(radius);
}

const of = (one: Place, two: Place): Experiment => new Experiment([weightsAt(one), weightsAt(two)]);

/** What is said at moments of a training, the last one among them. */
function saidIn(experiment: Experiment): { lead: string; rest: string; right: number; step: number }[] {
  return [0, 60, 200, STEPS].map((step) => {
    const moment = experiment.momentAt(step);
    return { ...says(experiment, moment), right: rightOf(moment), step };
  });
}

test("no line tells the examples apart, and half of them are diamonds", () => {
  assert.equal(examples.Y.sum(), examples.Y.cols / 2);
  for (let k = 0; k < 2000; k++) {
    const angle = Math.PI * random();
    const [a, b, c] = [Math.cos(angle), Math.sin(angle), 4 * random() - 2];
    const side = (i: number): number => Number(a * examples.X.get(0, i) + b * examples.X.get(1, i) > c);
    const right = examples.Y.data.reduce((sum, label, i) => sum + Number(side(i) === label), 0);
    assert.ok(Math.max(right, examples.Y.cols - right) < 0.85 * examples.Y.cols);
  }
});

test("units that start equal are called one unit, and are equal in every bit after every step", () => {
  for (let k = 0; k < 40; k++) {
    const place = drawn();
    if (place[0] === 0 && place[1] === 0) continue;
    const experiment = of(place, place);
    for (const { lead } of saidIn(experiment)) assert.equal(lead, "One unit, twice.");
    for (const moment of experiment.moments) {
      const [one, two] = unitsOf(moment);
      assert.deepEqual(one, two);
    }
  }
});

test("mirror images are called so, and stay so in every bit", () => {
  for (let k = 0; k < 40; k++) {
    const [across, up] = drawn();
    if (across === 0 && up === 0) continue;
    const experiment = of([across, up], [-across, -up]);
    for (const { lead } of saidIn(experiment)) assert.equal(lead, "One unit and its mirror image.");
    for (const moment of experiment.moments) {
      const [one, two] = unitsOf(moment);
      for (const [i, number] of one.entries()) assert.equal(number + two[i]!, 0);
    }
  }
});

test("at zero nothing moves: every gradient is zero, and every answer one half", () => {
  const experiment = of([0, 0], [0, 0]);
  for (const { lead } of saidIn(experiment)) assert.equal(lead, "Nothing moves.");
  const { network } = experiment.momentAt(STEPS);
  for (const { dW, db } of backward(network, examples))
    for (const gradient of [...dW.data, ...db.data]) assert.equal(gradient, 0);
  for (const answer of forward(network, examples.X)[1]!.A.data) assert.equal(answer, 0.5);
});

test("a unit that starts at zero is said not to move, and does not", () => {
  for (let k = 0; k < 20; k++) {
    const experiment = of([0, 0], drawn(60));
    for (const { lead } of saidIn(experiment)) assert.match(lead, /Unit 1 never moves|Nothing moves/);
    for (const moment of experiment.moments) assert.deepEqual([...new Set(unitsOf(moment)[0])], [0]);
  }
});

test("of units that differ it says how far apart they started, how many examples are right, and how little large ones move", () => {
  const leads = new Set<string>();
  for (let k = 0; k < 150; k++) {
    const [one, two] = k % 3 === 0 ? [drawn(), drawn()] : [drawn(55), drawn(55)];
    if ([one, two].some((place) => String(place) === "0,0") || String(one) === String(two)) continue;
    const [a, b] = [weightsAt(one), weightsAt(two)];
    const experiment = new Experiment([a, b]);
    for (const { lead, rest, right, step } of saidIn(experiment)) {
      leads.add(lead.replace(/^\d+\s%/, "N %").replace(/^Unit [12]/, "Unit N"));
      const told = /(\d+) of 70 examples are classified correctly/.exec(rest)?.[1];
      if (told !== undefined) assert.equal(Number(told), right);
      if (rest.includes("all 70 examples")) assert.equal(right, 70);
      const apart = /started (?:only )?([\d.]+) apart/.exec(rest)?.[1];
      if (apart !== undefined) isNear(Number(apart), distance(a, b));
      const moved = /moved by (\d+)\s%/.exec(rest)?.[1];
      if (moved !== undefined) {
        const [first, second] = unitsOf(experiment.momentAt(step));
        const way = Math.hypot(distance(a, [first[0], first[1]]), distance(b, [second[0], second[1]]));
        assert.ok(Math.abs(Number(moved) - (100 * way) / Math.hypot(...a, ...b)) <= 0.5);
      }
      if (rest.includes("one edge")) assert.deepEqual(edgesFound(experiment, step), [-1, 1]);
    }
  }
  assert.deepEqual([...leads].sort(), ["N % saturated.", "Two units.", "Unit N starts too large."]);
});

test("of units that have not learned the stripe it says which started too large, if one did", () => {
  const leadOf = (one: Place, two: Place): string => {
    const experiment = of(one, two);
    return says(experiment, experiment.momentAt(STEPS)).lead;
  };
  assert.equal(leadOf([40, 3], [89, 32]), "Unit 2 starts too large.");
  assert.equal(leadOf([60, 5], [-46, 39]), "Two units, but not there yet.");
  assert.match(leadOf([80, 7], [-61, 52]), /^8\d\s% saturated\.$/);
});

const distance = (a: Weights, b: Weights): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function isNear(told: number, number: number): void {
  assert.ok(Math.abs(told - number) <= 0.05 * number + 0.0005, `${told}, not ${number}`);
}

/** On which sides of the stripe's middle the two units change their sign, along the middle of what is drawn. */
function edgesFound(experiment: Experiment, step: number): number[] {
  const [first, second] = unitsOf(experiment.momentAt(step));
  const normal = [0.287, 0.958] as const;
  const sides = [first, second].map(([w1, w2, bias]) => {
    const signs = Array.from({ length: 241 }, (_, k) => {
      const at = (k - 120) / 100;
      return Math.sign(w1 * normal[0] * at + w2 * normal[1] * at + bias);
    });
    const change = signs.findIndex((sign, k) => k > 0 && sign !== signs[k - 1]);
    return change < 0 ? 0 : Math.sign(change - 120);
  });
  return sides.sort((a, b) => a - b);
}

test("a hair is enough: one press of a key from equal, and the stripe is learned", () => {
  const experiment = of([12, 38], [13, 38]);
  assert.match(says(experiment, experiment.momentAt(STEPS)).rest, /^They started only 0\.033 apart/);
  assert.equal(rightOf(experiment.momentAt(STEPS)), 70);
});

test("an arrow ends where its weights are drawn, and opposite arrows have opposite weights", () => {
  for (let k = 0; k < 200; k++) {
    const place = drawn();
    const [across, up] = placeOf(weightsAt(place));
    assert.ok(Math.hypot(across - place[0], up - place[1]) < 0.5);
    const [w1, w2] = weightsAt([-place[0], -place[1]]);
    assert.deepEqual(
      [0 - w1, 0 - w2].map((w) => w + 0),
      weightsAt(place).map((w) => w + 0),
    );
  }
});

test("an arrow stays within the rim, and snaps to the other, to its mirror image and to zero", () => {
  assert.ok(Math.hypot(...within([400, -300])) <= RIM);
  assert.deepEqual(within([400, -300]), [80, -60]);
  assert.deepEqual(snapped([33, 41], [30, 40]), [30, 40]);
  assert.deepEqual(snapped([-32, -38], [30, 40]), [-30, -40]);
  assert.deepEqual(snapped([2, -3], [30, 40]), [0, 0]);
  assert.deepEqual(snapped([36, 40], [30, 40]), [36, 40]);
});

test("every lesson stands in one part of the course, and every question leads into a lesson", async () => {
  const { parts, questions } = await readCourse();
  const files = (await readLessons()).map(({ file }) => file);
  assert.deepEqual(
    parts.flatMap(({ lessons }) => lessons.map(({ file }) => file)),
    files,
  );
  for (const { words, minutes } of parts.flatMap(({ lessons }) => lessons)) assert.ok(words && minutes > 0);
  assert.ok(questions.length > 15);
  for (const { link } of questions) assert.ok(files.includes(link.replace(/\.html.*/, "")), link);
});

test("teachers are told of buttons that the pages have", async () => {
  const { teaching } = await readCourse();
  const files = ["pages/lesson.mjs", "pages/cell.mjs", "src/page/sharing.ts"];
  const sources = await Promise.all(
    files.map((file) => readFile(path.join(REPOSITORY, "jupyter/web", file), "utf8")),
  );
  const names = [...teaching.matchAll(/“([^”]*)”/g)].map(([, name]) => name!);
  assert.equal(names.length, 5);
  for (const name of names) assert.ok(sources.join("").includes(name), name);
});
