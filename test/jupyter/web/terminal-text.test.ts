import assert from "node:assert/strict";
import { before, test } from "node:test";
import { TerminalText } from "../../../jupyter/web/src/terminal-text";

/** As much of an element as text needs. */
class FakeNode {
  className = "";
  textContent = "";
  childNodes: (FakeNode | string)[] = [];
  #parent: FakeNode | undefined;

  append(...nodes: (FakeNode | string)[]): void {
    this.childNodes.push(...nodes);
    for (const node of nodes) if (node instanceof FakeNode) node.#parent = this;
  }

  before({ childNodes }: FakeNode): void {
    const all = this.#parent!.childNodes;
    all.splice(all.indexOf(this), 0, ...childNodes);
  }

  replaceChildren(...nodes: (FakeNode | string)[]): void {
    this.childNodes = nodes;
  }

  get seen(): string {
    const inside =
      this.textContent +
      this.childNodes.map((node) => (typeof node === "string" ? node : node.seen)).join("");
    return this.className === "" ? inside : `<${this.className.replaceAll("ansi-", "")}>${inside}</>`;
  }
}

before(() => {
  const make = (): FakeNode => new FakeNode();
  Object.assign(globalThis, { document: { createElement: make, createDocumentFragment: make } });
});

/** What a reader sees of some writes. */
function seen(...writes: readonly string[]): string {
  const terminal = new TerminalText();
  for (const text of writes) terminal.write(text);
  return (terminal.node as unknown as FakeNode).seen;
}

const RED = "\u001b[31m";
const PLAIN = "\u001b[0m";

test("a carriage return writes over the line, also when it comes by itself", () => {
  assert.equal(seen("0 %\r50 %\r100 %\n", "done"), "100 %\ndone");
  assert.equal(seen("loss 0.51", "\r", "loss 0.4"), "loss 0.41");
  assert.equal(seen("a line\r\nanother\r\n"), "a line\nanother\n");
  assert.equal(seen("long line", "\r\u001b[K", "short"), "short");
  assert.equal(seen("long line", "\u001b[2K\rshort"), "short");
  assert.equal(seen("abc\b\bX"), "aXc");
});

test("colours are shown, over several writes and lines, until they end", () => {
  assert.equal(seen(`${RED}no${PLAIN}, yes`), "<fg-red>no</>, yes");
  assert.equal(seen(RED, "one\ntwo", `${PLAIN} three`), "<fg-red>one</>\n<fg-red>two</> three");
  assert.equal(
    seen("\u001b[1;32mgreat\u001b[22m, well\u001b[39m."),
    "<bold fg-green>great</><fg-green>, well</>.",
  );
  assert.equal(seen("\u001b[97;44mx\u001b[49my\u001b[m."), "<fg-white bg-blue>x</><fg-white>y</>.");
  assert.equal(seen("\u001b[38;5;208mx\u001b[38;2;1;2;3my\u001b[48;5;1;4mz"), "xy<underline>z</>");
});

test("a code that comes in two parts is read whole, and other codes leave no trace", () => {
  assert.equal(seen("a\u001b[3", "1mb"), "a<fg-red>b</>");
  assert.equal(seen("a\u001b", "[31mb"), "a<fg-red>b</>");
  assert.equal(seen("\u001b[2J\u001b[1;1Ha\u001b]0;title\u0007b"), "ab");
  assert.equal(seen("<b>&amp;"), "<b>&amp;");
});

test("a character of two units stays whole", () => {
  assert.equal(seen("𝔼🎉x\rab"), "abx");
});
