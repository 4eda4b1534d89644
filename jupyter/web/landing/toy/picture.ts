/** Draws a moment of an experiment into the page. */
import { examples, STEPS, type Experiment, type Moment } from "./experiment";
import { AnswerMap, HALF_VIEW } from "./maps";
import { placeOf, RIM, RINGS, radiusOf, type Place } from "./plane";
import { rightOf, says, unitsOf } from "./says";

/** The loss at the top of its curve: a network that knows nothing has ln 2. */
const HIGHEST_LOSS = 0.75;

export class Picture {
  readonly #root: HTMLElement;
  readonly #units: readonly AnswerMap[];
  readonly #together: AnswerMap;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#units = [1, 2].map(
      (unit) => new AnswerMap(this.#canvas(`#map${unit}`), ["--raised", `--u${unit}`]),
    );
    this.#together = new AnswerMap(this.#canvas("#together"), ["--c0", "--cm", "--c1"]);
    this.#find("#examples").innerHTML = marks();
    this.#find("#rings").innerHTML = RINGS.map(
      (length) =>
        `<circle r="${radiusOf(length)}"/><text y="${radiusOf(length) - 3}" text-anchor="middle">${length}</text>`,
    ).join("");
  }

  /** After a change of the colour scheme. */
  readColours(): void {
    for (const map of [...this.#units, this.#together]) map.readColours();
  }

  draw(experiment: Experiment, places: readonly Place[], moment: Moment): void {
    const { step, loss, network } = moment;
    const hidden = this.#units[0]!.answers(network, 0);
    this.#units.forEach((map, unit) => {
      map.draw(hidden.row(unit).map((answer) => (answer + 1) / 2));
    });
    this.#together.draw(this.#together.answers(network, 1).data);
    places.forEach((place, unit) => {
      this.#drawUnit(experiment, place, moment, unit);
    });
    this.#drawLoss(experiment, moment);
    const { lead, rest } = says(experiment, moment);
    this.#find("#says b").textContent = lead;
    this.#find("#says span").textContent = rest;
    this.#find("#numbers").textContent =
      `step ${step} · loss ${loss.toFixed(3)} · ${rightOf(moment)} of ${examples.Y.cols} right`;
  }

  /** Tells a screen reader what is seen now. */
  tell(): void {
    this.#find("#told").textContent =
      `${this.#find("#says").textContent} ${this.#find("#numbers").textContent}`;
  }

  #drawUnit({ moments }: Experiment, place: Place, moment: Moment, unit: number): void {
    const drawn = ([across, up]: Place): string => `${across.toFixed(1)} ${(0 - up).toFixed(1)}`;
    const weightsOf = (at: Moment): Place => {
      const [w1, w2] = unitsOf(at)[unit]!;
      return placeOf([w1, w2]);
    };
    const path = moments.filter(({ step }) => step <= moment.step).map((at) => drawn(weightsOf(at)));
    this.#find(`#path${unit + 1}`).setAttribute("d", `M${path.join("L")}`);
    this.#find(`#end${unit + 1}`).setAttribute("transform", `translate(${drawn(weightsOf(moment))})`);
    this.#find(`#arrow${unit + 1}`).setAttribute("d", `M0 0L${drawn(place)}`);
    this.#find(`#handle${unit + 1}`).setAttribute("transform", `translate(${drawn(place)})`);
  }

  #drawLoss({ moments }: Experiment, { step, loss }: Moment): void {
    const across = (at: number): number => (100 * at) / STEPS;
    const down = (value: number): number => 100 * (1 - Math.min(1, value / HIGHEST_LOSS));
    const points = moments.filter((moment) => moment.step <= step);
    const line = points.map((at) => `${across(at.step).toFixed(2)} ${down(at.loss).toFixed(2)}`);
    this.#find("#loss").setAttribute("d", `M${line.join("L")}`);
    const now = this.#find("#now") as HTMLElement;
    now.style.translate = `${across(step)}cqw ${down(loss)}cqh`;
  }

  #canvas(selector: string): HTMLCanvasElement {
    return this.#find(selector) as HTMLCanvasElement;
  }

  #find(selector: string): Element {
    return this.#root.querySelector(selector)!;
  }
}

/** The examples: circles and diamonds, so that not colour alone tells them apart. */
function marks(): string {
  return Array.from(examples.Y.data, (label, k) => {
    const across = ((examples.X.get(0, k) / HALF_VIEW) * RIM).toFixed(1);
    const down = ((-examples.X.get(1, k) / HALF_VIEW) * RIM).toFixed(1);
    return label === 1
      ? `<path class="m1" d="M${across} ${down}m0 -3.4l3.4 3.4-3.4 3.4-3.4-3.4z"/>`
      : `<circle class="m0" cx="${across}" cy="${down}" r="2.7"/>`;
  }).join("");
}
