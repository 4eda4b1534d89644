import { type Place, readPlane } from "../../renderer/src/points/plane";
import { Sync } from "../../renderer/src/points/sync";
import { PointsView } from "../../renderer/src/points/view";
import type { Channels } from "./channels";

/**
 * A plane to draw points in, as an output describes it.
 *
 * @param clicked - where its reader has clicked on the still that stood there
 */
export function planeOf(described: unknown, channels: Channels, clicked: readonly Place[]): HTMLElement {
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
  for (const place of clicked) view.add(place);
  return view.node;
}
