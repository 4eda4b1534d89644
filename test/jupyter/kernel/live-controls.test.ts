// What is shown belongs to the values shown: a model of readers, windows and kernels, in random sequences.
import { mock, test } from "node:test";
import fc from "fast-check";
import { KINDS } from "./model/lesson";
import { Room, turn } from "./model/room";

const FRONT_ENDS = 3;

const kinds = fc.oneof({ weight: 6, arbitrary: fc.nat(KINDS.length - 1) }, fc.constantFrom(99, -1, 2.5));
const sizes = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1, 2, 3, 30, 100) },
  fc.constantFrom(1e9, 0.5),
);
const words = fc.constantFrom("a", "b", "c", "", "7");
const windows = fc.nat(2);

type Act =
  | "enter"
  | "set"
  | "reset"
  | "finish"
  | "rest"
  | "wait"
  | "interrupt"
  | "openWindow"
  | "reload"
  | "runCell"
  | "restart"
  | "check";

/** What is done in a room, how often, and with what. */
const did = (weight: number, act: Act, ...args: fc.Arbitrary<unknown>[]) => ({
  weight,
  arbitrary: fc.tuple<[Act, ...unknown[]]>(fc.constant(act), ...args),
});

const steps = fc.oneof(
  did(6, "enter", windows, fc.constant("kind"), kinds),
  did(2, "enter", windows, fc.constant("size"), sizes),
  did(2, "enter", windows, fc.constant("word"), words),
  did(2, "set", fc.record({ kind: kinds, size: sizes })),
  did(1, "reset", windows),
  did(2, "finish"),
  did(3, "rest"),
  did(1, "wait"),
  did(1, "interrupt"),
  did(1, "openWindow"),
  did(1, "reload", windows),
  did(1, "runCell"),
  did(1, "restart"),
  did(3, "check"),
);

/** A drawing that sets controls cannot be the first: they are not there yet. */
const atStart = fc.constantFrom(...[...KINDS.keys()].filter((kind) => !KINDS[kind]!.sets));

test("whatever happens, every window shows what belongs to the values, and the values that the kernel has", async () => {
  const property = fc.asyncProperty(
    fc.nat(FRONT_ENDS - 1),
    atStart,
    fc.array(steps, { maxLength: 14 }),
    async (frontEnd, start, acts) => {
      mock.timers.enable({ apis: ["setTimeout"] });
      const room = new Room(frontEnd, start);
      try {
        for (const [act, ...args] of acts) {
          await (room[act] as (...args: unknown[]) => unknown).apply(room, args);
          await turn();
        }
        await room.check();
      } finally {
        // Nothing that is still under way reaches the next room.
        room.end();
        mock.timers.reset();
      }
    },
  );
  await fc.assert(property, { includeErrorInReport: true, numRuns: 400 });
});
