import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Channels } from "../../../jupyter/web/src/channels";
import { Outputs } from "../../../jupyter/web/src/outputs";

/** As much of an element as plain outputs need. */
class FakeElement {
  parts: (FakeElement | string)[] = [];
  className = "";
  innerHTML = "";
  role: string | undefined;
  readonly offsetHeight = 100;
  readonly style = { minHeight: "" };
  #parent: FakeElement | undefined;
  readonly #name: string;
  readonly classList = {
    add: (name: string) => (this.className += ` ${name}`),
    remove: (name: string) => (this.className = this.className.replace(name, "").trim()),
  };

  constructor(name = "") {
    this.#name = name;
  }

  get childNodes(): readonly unknown[] {
    return this.parts;
  }

  get children(): readonly FakeElement[] {
    return this.parts.filter((part) => part instanceof FakeElement);
  }

  querySelector(): null {
    return null;
  }

  cloneNode(): FakeElement {
    return new FakeElement();
  }

  remove(): void {
    this.#parent!.parts = this.#parent!.parts.filter((part) => part !== this);
  }

  append(...parts: (FakeElement | string)[]): void {
    this.parts.push(...parts);
    for (const part of parts) if (part instanceof FakeElement) part.#parent = this;
  }

  before({ parts }: FakeElement): void {
    const all = this.#parent!.parts;
    all.splice(all.indexOf(this), 0, ...parts);
  }

  replaceChildren(...parts: (FakeElement | string)[]): void {
    this.parts = parts;
  }

  set textContent(text: string) {
    this.parts = [text];
  }

  get textContent(): string {
    return this.parts.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
  }

  setAttribute(_: string, value: string): void {
    this.role = value;
  }

  /** What a reader sees, a line for each element that holds text. */
  get seen(): string[] {
    if (this.#name === "pre") return [`${this.className.trim()}: ${this.textContent}`];
    const text = this.parts.filter((part) => typeof part === "string").join("") || this.innerHTML;
    const inner = this.parts.flatMap((part) => (typeof part === "string" ? [] : part.seen));
    return [...(text === "" ? [] : [`${this.className.trim()}: ${text}`]), ...inner];
  }
}

let node: FakeElement;
let outputs: Outputs;
let typeset: (html: string) => void;

beforeEach(() => {
  Object.assign(globalThis, {
    document: {
      createElement: (name: string) => new FakeElement(name),
      createDocumentFragment: () => new FakeElement(),
    },
  });
  node = new FakeElement();
  const page = {
    plotly: () => Promise.reject(new Error("no figure is drawn here")),
    channels: new Channels(() => undefined),
    markdown: () => new Promise<string>((resolve) => (typeset = resolve)),
  };
  outputs = new Outputs(node as unknown as HTMLElement, page, () => Promise.resolve());
});

const print = (text: string, name = "stdout"): void => {
  outputs.receive("stream", { name, text });
};
const show = (data: object, id?: string, type = "display_data"): void => {
  outputs.receive(type, { data, ...(id !== undefined && { transient: { display_id: id } }) });
};

test("texts, results and errors stand in the order in which they came, and a terminal's codes are no text", () => {
  print("a");
  print("b\n");
  print("oh\n", "stderr");
  show({ "text/plain": "3" }, undefined, "execute_result");
  print("c");
  outputs.receive("error", { traceback: ["\u001b[31mRangeError\u001b[0m: no", "line 1"] });
  print("50 %\r100 %");
  assert.deepEqual(node.seen, [
    "stdout: ab\n",
    "stderr: oh\n",
    ": 3",
    "stdout: c",
    "error: RangeError: no\nline 1",
    "stdout: 100 %",
  ]);
});

test("what is shown under an id is replaced where it stands, and a stranger's id changes nothing", () => {
  show({ "text/plain": "0 %" }, "bar");
  print("below");
  show({ "text/plain": "100 %" }, "bar", "update_display_data");
  show({ "text/plain": "other" }, "none", "update_display_data");
  assert.deepEqual(node.seen, [": 100 %", "stdout: below"]);
});

test("what is to be cleared stays until something new comes", () => {
  print("old");
  outputs.receive("clear_output", { wait: true });
  assert.deepEqual(node.seen, ["stdout: old"]);
  print("new");
  assert.deepEqual(node.seen, ["stdout: new"]);
  outputs.receive("clear_output", { wait: false });
  assert.deepEqual(node.seen, []);
});

test("formulas that are typeset late do not cover what has been shown since", async () => {
  show({ "text/markdown": "$a$" }, "text");
  show({ "text/plain": "newer" }, "text", "update_display_data");
  typeset("<p>older</p>");
  await new Promise(setImmediate);
  assert.deepEqual(node.seen, [": newer"]);
});

test("what a run shows takes the place of what the last one has shown, and what it does not show again goes when it ends", async () => {
  show({ "text/plain": "first" });
  print("second");
  show({ "text/plain": "third" });
  const [first] = node.children;
  outputs.begin();
  show({ "text/plain": "new" });
  assert.deepEqual(node.seen, [": new", "stdout: second", ": third"]);
  print("printed");
  assert.equal(node.style.minHeight, "100px");
  await outputs.end();
  assert.equal(node.style.minHeight, "");
  assert.deepEqual(node.seen, [": new", "stdout: printed"]);
  assert.equal(node.children[0], first);
});

test("what stays during a run stays, unless the run fails", async () => {
  show({ "text/plain": "as shipped" });
  outputs.begin(true);
  show({ "text/plain": "the same" });
  await outputs.end();
  assert.deepEqual(node.seen, [": as shipped"]);
  outputs.begin(true);
  outputs.receive("error", { traceback: ["RangeError: no"] });
  await outputs.end();
  assert.deepEqual(node.seen, ["error: RangeError: no"]);
});
