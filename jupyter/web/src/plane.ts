import { readPlane, type Plane, type Point } from "../../renderer/src/points/plane";
import { Sync } from "../../renderer/src/points/sync";
import { PointsView } from "../../renderer/src/points/view";
import type { Channels } from "./channels";

/** A plane to draw points in. It can be drawn in before there is a kernel: the first change wakes it. */
export class DrawnPlane {
  readonly #plane: Plane;
  readonly #view: PointsView;
  /** Keeps the plane and the kernel that shows it in step. */
  #sync: Sync | undefined;
  /** What has been drawn before the kernel could be heard. */
  #early: readonly Point[] | undefined;

  /**
   * @param described - the plane, as an output or the build describes it
   * @param wake - runs the cell
   */
  constructor(described: unknown, wake: () => Promise<void>) {
    this.#plane = readPlane(described);
    this.#view = new PointsView(this.#plane, (points) => {
      if (this.#sync) {
        this.#sync.tell(points);
        return;
      }
      const isWaking = this.#early !== undefined;
      this.#early = points;
      if (!isWaking) void wake().finally(() => (this.#early = undefined));
    });
  }

  get node(): HTMLElement {
    return this.#view.node;
  }

  /** Whether another plane is this one, as it was at first. */
  isFor(described: unknown): boolean {
    const definition = (plane: Plane): string => JSON.stringify({ ...plane, channel: undefined });
    return definition(readPlane(described)) === definition(this.#plane);
  }

  /** Comes to life with the kernel that has shown it, which is told what has been drawn by then. */
  join(described: unknown, channels: Channels): void {
    const { channel, points } = readPlane(described);
    const early = this.#early;
    this.#early = undefined;
    this.#view.isLive = channel !== undefined;
    if (channel === undefined) return;
    const sync = new Sync(
      channels.join(channel, {
        receive: (data) => {
          const points = sync.receive(data);
          if (points) this.#view.show(points);
        },
        end: () => {
          this.#view.isLive = false;
        },
      }),
    );
    this.#sync = sync;
    if (early) sync.tell(early);
    else this.#view.show(points);
  }
}
