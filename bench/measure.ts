/** Interleaved measuring: noise that lasts longer than a round hits all contenders of the round alike. */

/** Something that does the work of a workload. */
export interface Contender {
  readonly name: string;
  /** Which contender of ours it is to be compared with; left out for ours. */
  readonly against?: string;
  /** Does the work `times` times and returns the seconds it took. */
  readonly run: (times: number) => number | Promise<number>;
}

/** One task for several contenders. */
export interface Workload {
  readonly name: string;
  readonly title: string;
  /** Floating-point operations of one run, where a rate is worth telling. */
  readonly flops?: number;
  /** Numbers computed in one run, where the time of each is worth telling. */
  readonly numbers?: number;
  readonly contenders: readonly Contender[];
}

export interface Measurement {
  readonly contender: string;
  /** Median seconds of one run. */
  readonly seconds: number;
  /**
   * Against whom, and the median and quartiles over the rounds of its time divided by ours; above 1, ours is faster.
   */
  readonly ratio?: { readonly against: string; readonly quartiles: readonly [number, number, number] };
}

/** A contender that runs here, in this thread. */
export function local(name: string, against: string | undefined, work: () => void): Contender {
  const run = (times: number): number => {
    const start = performance.now();
    for (let i = 0; i < times; i++) work();
    return (performance.now() - start) / 1000;
  };
  return against === undefined ? { name, run } : { name, against, run };
}

/** Seconds that one sample should take at least. */
const SAMPLE = 0.05;

/** Warms a contender up and finds how often it must run to fill a sample. */
async function calibrate({ run }: Contender): Promise<number> {
  let times = 1;
  for (let warm = 0; ;) {
    const seconds = await run(times);
    warm += seconds;
    if (seconds < SAMPLE) times = Math.ceil(times * Math.min(8, Math.max(1.1, (1.2 * SAMPLE) / seconds)));
    else if (warm > 6 * SAMPLE) return times;
  }
}

function quartiles(values: readonly number[]): [number, number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(0.25), at(0.5), at(0.75)];
}

/** Runs all contenders in every round, each round in another order. */
export async function measure({ contenders }: Workload, rounds: number): Promise<Measurement[]> {
  const times = new Map<string, number>();
  for (const contender of contenders) times.set(contender.name, await calibrate(contender));
  const seconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % contenders.length;
    for (const { name, run } of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      seconds.get(name)!.push((await run(times.get(name)!)) / times.get(name)!);
    }
  }
  return contenders.map(({ name, against }) => {
    const own = seconds.get(name)!;
    const result = { contender: name, seconds: quartiles(own)[1] };
    if (against === undefined) return result;
    const ours = seconds.get(against)!;
    return { ...result, ratio: { against, quartiles: quartiles(own.map((value, i) => value / ours[i]!)) } };
  });
}
