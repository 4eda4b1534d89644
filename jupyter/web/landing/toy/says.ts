/** The one sentence that says what becomes of the two units. All of it is read off the network. */
import { forward } from "../../../../lib/network/forward";
import { examples, NORMAL, STEPS, type Experiment, type Moment, type Weights } from "./experiment";

export interface Said {
  /** What stands out. */
  readonly lead: string;
  readonly rest: string;
}

/** All that a hidden unit has: its weights, its bias, its output weight. */
type Unit = readonly [w1: number, w2: number, bias: number, output: number];

export function unitsOf({ network: { layers } }: Moment): [Unit, Unit] {
  const [hidden, output] = layers;
  const unit = (row: 0 | 1): Unit => [
    hidden!.W.get(row, 0),
    hidden!.W.get(row, 1),
    hidden!.b.get(row, 0),
    output!.W.get(0, row),
  ];
  return [unit(0), unit(1)];
}

/** Beyond this an answer of tanh counts as saturated: its slope is below 0.06. */
const SATURATED = 0.97;

/** Units of whose answers this share is saturated at the start have started too large. */
const TOO_LARGE = 0.7;

/** How many of the examples the network classifies correctly. */
export function rightOf({ network }: Moment): number {
  const answers = forward(network, examples.X)[1]!.A.data;
  return answers.reduce((sum, p, i) => sum + Number(p > 0.5 === (examples.Y.data[i] === 1)), 0);
}

/** Which share of each unit's answers is saturated. */
function saturationsOf({ network }: Moment): [number, number] {
  const answers = forward(network, examples.X)[0]!.A;
  const shareOf = (unit: 0 | 1): number => {
    const own = answers.toArray()[unit]!;
    return own.filter((answer) => Math.abs(answer) > SATURATED).length / own.length;
  };
  return [shareOf(0), shareOf(1)];
}

export function says(experiment: Experiment, moment: Moment): Said {
  const [one, two] = unitsOf(moment);
  const steps = stepsOf(moment);
  if (isZero(one) && isZero(two)) {
    return {
      lead: "Nothing moves.",
      rest: `Where all weights are zero, every gradient is zero too: after ${steps} the network still answers one half to everything.`,
    };
  }
  if (one.every((number, i) => number === two[i])) {
    return {
      lead: "One unit, twice.",
      rest: `They started equal and are equal after ${steps}, to the last bit. Together they draw one line, and a stripe needs two.`,
    };
  }
  if (one.every((number, i) => number === -two[i]!)) {
    return {
      lead: "One unit and its mirror image.",
      rest: `All signs are turned, and stay so for ${steps}, to the last bit. Together they draw one line, and a stripe needs two.`,
    };
  }
  const still = [one, two].findIndex(isZero);
  if (still >= 0) {
    return {
      lead: `Unit ${still + 1} never moves.`,
      rest: `At zero its gradients are zero, and stay so for ${steps}. The other learns alone: it draws one line, and a stripe needs two.`,
    };
  }
  return saysOfTwo(experiment, moment);
}

const stepsOf = ({ step }: Moment): string => `${step} step${step === 1 ? "" : "s"}`;

const isZero = (unit: Unit): boolean => unit.every((number) => number === 0);

/** Of units that differ. */
function saysOfTwo({ start, moments }: Experiment, moment: Moment): Said {
  const [one, two] = unitsOf(moment);
  const right = rightOf(moment);
  const apart = distance(...start);
  const before = `They started ${apart < 0.1 ? "only " : ""}${short(apart)} apart`;
  const all = examples.Y.cols;
  if (right === all) {
    const learned = isOneEdgeEach(one, two)
      ? "each has found one edge of the stripe"
      : "have learned the stripe";
    return {
      lead: "Two units.",
      rest: `${before}, and ${learned}: all ${all} examples are classified correctly.`,
    };
  }
  const shares = saturationsOf(moments[0]!);
  const saturated = (shares[0] + shares[1]) / 2;
  if (saturated >= TOO_LARGE) {
    const [first, second] = unitsOf(moments[0]!);
    const way = distance([...weights(first), ...weights(second)], [...weights(one), ...weights(two)]);
    const moved = way / Math.hypot(...start.flat());
    const slowly =
      moment.step > 0 && moved < 0.25
        ? `: in ${stepsOf(moment)} the weights have moved by ${percent(moved)}`
        : "";
    return {
      lead: `${percent(saturated)} saturated.`,
      rest: `From the start, that many of the units' answers are within 0.03 of ±1, where tanh is flat and hardly any gradient comes through${slowly}.`,
    };
  }
  const now = `${right} of ${all} examples are classified correctly`;
  if (moment.step < STEPS)
    return { lead: "Two units.", rest: `${before}. After ${stepsOf(moment)}, ${now}.` };
  const large = shares.findIndex((share) => share >= TOO_LARGE);
  if (large >= 0) {
    return {
      lead: `Unit ${large + 1} starts too large.`,
      rest: `${percent(shares[large]!)} of its answers are within 0.03 of ±1, where tanh is flat and hardly any gradient comes through: ${now}.`,
    };
  }
  return {
    lead: "Two units, but not there yet.",
    rest: `${before}, and ${now}. Another start may do better.`,
  };
}

const weights = ([w1, w2]: Unit): Weights => [w1, w2];

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((number, i) => number - b[i]!));

/** Whether the lines on which the two units are 0 cross the stripe's normal on different sides of its middle. */
function isOneEdgeEach(one: Unit, two: Unit): boolean {
  const at = ([w1, w2, bias]: Unit): number => -bias / (w1 * NORMAL[0] + w2 * NORMAL[1]);
  const [a, b] = [at(one), at(two)];
  return a * b < 0 && Math.max(Math.abs(a), Math.abs(b)) < 1.2;
}

const percent = (share: number): string => `${Math.round(100 * share)}\u00a0%`;

/** Two digits, without an exponent. */
const short = (number: number): string => (number < 0.1 ? number.toFixed(3) : number.toPrecision(2));
