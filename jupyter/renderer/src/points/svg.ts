import { numberText, type Place, type Plane, type Point, ticksOf } from "./plane";

/** Sizes in pixels: the plane, the room for the numbers of its axes, and a point with room for a finger. */
const HEIGHT = 270;
const EDGE = { left: 38, right: 10, top: 8, bottom: 24 };
const FINGER = 15;

/** Signs of the classes, as figures have them: circles and diamonds. */
const MARKS = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", "M0 -6.5L6.5 0L0 6.5L-6.5 0Z"];

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes = {}, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** The plane as a picture: axes, points and the keyboard's cursor. Equal lengths are equal on both axes, unless it would be a strip. */
export class PlanePicture {
  readonly node: SVGSVGElement;
  readonly #limits: Plane["limits"];
  readonly #width: number;
  readonly #marks = element("g");
  readonly #cursor = element("path", { class: "bs-points-cursor", d: "M-9 0H9M0 -9V9" });

  constructor(limits: Plane["limits"]) {
    this.#limits = limits;
    const { x, y } = limits;
    this.#width = HEIGHT * Math.min(Math.max((x[1] - x[0]) / (y[1] - y[0]), 0.75), 2.2);
    const whole = [this.#width + EDGE.left + EDGE.right, HEIGHT + EDGE.top + EDGE.bottom];
    this.node = element("svg", {
      viewBox: `${-EDGE.left} ${-EDGE.top} ${whole.join(" ")}`,
      style: `--width: ${whole[0]}px`,
    }) as SVGSVGElement;
    const frame = element("rect", { class: "bs-points-frame", width: this.#width, height: HEIGHT });
    const names = [
      element("text", { x: this.#width - 6, y: HEIGHT - 7, "text-anchor": "end" }, "x₁"),
      element("text", { x: 6, y: 15 }, "x₂"),
    ];
    this.node.append(frame, ...this.#ticks(), ...names, this.#marks, this.#cursor);
  }

  #ticks(): SVGElement[] {
    const { x, y } = this.#limits;
    const line = (d: string): SVGElement => element("path", { class: "bs-points-grid", d });
    const words = (value: number, attributes: Attributes): SVGElement =>
      element("text", attributes, numberText(value));
    return [
      ...ticksOf(x).flatMap((value) => {
        const [left] = this.#pixels([value, 0]);
        return [
          line(`M${left} 0V${HEIGHT}`),
          words(value, { x: left, y: HEIGHT + 16, "text-anchor": "middle" }),
        ];
      }),
      ...ticksOf(y).flatMap((value) => {
        const [, top] = this.#pixels([0, value]);
        return [line(`M0 ${top}H${this.#width}`), words(value, { x: -6, y: top + 4, "text-anchor": "end" })];
      }),
    ];
  }

  #pixels([x, y]: Place): Place {
    const { x: across, y: up } = this.#limits;
    return [
      ((x - across[0]) / (across[1] - across[0])) * this.#width,
      ((up[1] - y) / (up[1] - up[0])) * HEIGHT,
    ];
  }

  /** Where in the plane the pointer is. */
  placeOf({ clientX, clientY }: MouseEvent): Place {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.node.getScreenCTM()!.inverse());
    const { x: across, y: up } = this.#limits;
    return [across[0] + (x / this.#width) * (across[1] - across[0]), up[1] - (y / HEIGHT) * (up[1] - up[0])];
  }

  /** The point under the pointer: the nearest within reach, and the latest of equals. */
  hit(event: PointerEvent, points: readonly Point[]): number | undefined {
    const scale = this.node.getScreenCTM()!.a;
    const [left, top] = this.#pixels(this.placeOf(event));
    const reach = (event.pointerType === "mouse" ? 8 : FINGER) / Math.min(scale, 1);
    let [nearest, found]: [number, number | undefined] = [reach, undefined];
    points.forEach(([x, y], index) => {
      const [atLeft, atTop] = this.#pixels([x, y]);
      const distance = Math.hypot(atLeft - left, atTop - top);
      if (distance <= nearest) [nearest, found] = [distance, index];
    });
    return found;
  }

  /** Brings the picture in line. Marks stay the same elements, since a browser gives up a touch whose element is gone. */
  draw(points: readonly Point[], selected: number | undefined, cursor: Place): void {
    const marks = this.#marks;
    while (marks.childElementCount > points.length) marks.lastElementChild!.remove();
    while (marks.childElementCount < points.length)
      marks.append(element("g", {}, element("circle", { r: FINGER }), element("path")));
    points.forEach(([x, y, label], index) => {
      const mark = marks.children[index]!;
      mark.setAttribute("transform", `translate(${this.#pixels([x, y]).join(" ")})`);
      mark.setAttribute("class", `bs-point bs-class-${label}`);
      mark.classList.toggle("bs-selected", index === selected);
      mark.lastElementChild!.setAttribute("d", MARKS[label]!);
    });
    this.#cursor.setAttribute("transform", `translate(${this.#pixels(cursor).join(" ")})`);
  }
}
