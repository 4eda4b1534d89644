import { FINGER, MARK, markOf, Scale } from "./markup";
import type { Place, Plane, Point } from "./plane";

/** The plane as a picture: axes, points and the keyboard's cursor. */
export class PlanePicture {
  readonly node: SVGSVGElement;
  readonly #scale: Scale;
  readonly #marks: Element;
  readonly #cursor: Element;

  /** @param node - the picture in the markup of a plane */
  constructor(node: SVGSVGElement, limits: Plane["limits"]) {
    this.node = node;
    this.#scale = new Scale(limits);
    this.#marks = node.querySelector(".bs-points-marks")!;
    this.#cursor = node.querySelector(".bs-points-cursor")!;
  }

  /** Where in the plane the pointer is. */
  placeOf({ clientX, clientY }: MouseEvent): Place {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.node.getScreenCTM()!.inverse());
    return this.#scale.toPlace(x, y);
  }

  /** The point under the pointer: the nearest within reach, and the latest of equals. */
  hit(event: PointerEvent, points: readonly Point[]): number | undefined {
    const size = this.node.getScreenCTM()!.a;
    const [left, top] = this.#scale.toPixels(this.placeOf(event));
    const reach = (event.pointerType === "mouse" ? 8 : FINGER) / Math.min(size, 1);
    let [nearest, found]: [number, number | undefined] = [reach, undefined];
    points.forEach(([x, y], index) => {
      const [atLeft, atTop] = this.#scale.toPixels([x, y]);
      const distance = Math.hypot(atLeft - left, atTop - top);
      if (distance <= nearest) [nearest, found] = [distance, index];
    });
    return found;
  }

  /** Brings the picture in line. Marks stay the same elements, since a browser gives up a touch whose element is gone. */
  draw(points: readonly Point[], selected: number | undefined, cursor: Place): void {
    const marks = this.#marks;
    while (marks.childElementCount > points.length) marks.lastElementChild!.remove();
    marks.insertAdjacentHTML("beforeend", MARK.repeat(points.length - marks.childElementCount));
    points.forEach((point, index) => {
      const mark = marks.children[index]!;
      const { className, place, sign } = markOf(point, this.#scale);
      mark.setAttribute("transform", place);
      mark.setAttribute("class", className);
      mark.classList.toggle("bs-selected", index === selected);
      mark.lastElementChild!.setAttribute("d", sign);
    });
    this.#cursor.setAttribute("transform", `translate(${this.#scale.toPixels(cursor).join(" ")})`);
  }
}
