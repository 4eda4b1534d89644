import { readPlane } from "../../renderer/src/points/plane";
import { Sync } from "../../renderer/src/points/sync";
import { PointsView } from "../../renderer/src/points/view";
import type { Channels } from "./channels";

/** A plane to draw points in, as an output describes it. */
export function planeOf(described: unknown, channels: Channels): HTMLElement {
  const plane = readPlane(described);
  let send: (data: object) => void = () => undefined;
  const sync = new Sync((data) => {
    send(data);
  });
  const view = new PointsView(plane, (points) => {
    sync.tell(points);
  });
  view.isLive = plane.channel !== undefined;
  if (plane.channel !== undefined)
    send = channels.join(plane.channel, {
      receive: (data) => {
        const points = sync.receive(data);
        if (points) view.show(points);
      },
      end: () => {
        view.isLive = false;
      },
    });
  return view.node;
}
