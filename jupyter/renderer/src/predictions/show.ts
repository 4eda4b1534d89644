/** Makes the options of a prediction a choice, and says what became of it: in JupyterLab and on the lessons' pages. */

/** A prediction in a page. */
export interface Shown {
  /** The list of its options, with boxes as markdown writes them. */
  readonly list: HTMLElement;
  /** Its folded answer. */
  readonly answer: HTMLDetailsElement;
  /** Which option is right. */
  readonly right: number;
  /** Which option the reader has chosen. */
  readonly chosen: number | undefined;
  /** Whether the reader has also seen what came: then it is too late for another choice. */
  readonly isSettled: boolean;
  readonly choose: (option: number) => void;
}

/** What the reader can see of the answers: how many predictions held, of those that are settled. */
export interface Tally {
  readonly held: number;
  readonly settled: number;
  readonly asked: number;
}

/** Brings a prediction in the page up to date. It may be called at any time, and changes only what is not so yet. */
export function show(prediction: Shown): void {
  const { list, answer, right, chosen, isSettled } = prediction;
  if (!list.classList.contains("bs-prediction")) dress(prediction);
  radiosOf(list).forEach((radio, option) => {
    if (radio.checked !== (option === chosen)) radio.checked = option === chosen;
    // The one that is chosen keeps the keyboard, and alone can't be unchosen.
    const isClosed = isSettled && option !== chosen;
    if (radio.disabled !== isClosed) radio.disabled = isClosed;
    const mark = isSettled && option === chosen ? String(option === right) : undefined;
    const label = radio.closest("li")!;
    if (label.dataset.held !== mark)
      if (mark === undefined) delete label.dataset.held;
      else label.dataset.held = mark;
    // A wrong choice is told which would have been right.
    label.toggleAttribute("data-right", isSettled && option === right && option !== chosen);
  });
  const verdict = answer.querySelector<HTMLElement>(":scope > .bs-verdict");
  if (!isSettled) verdict?.remove();
  else if (verdict === null) {
    answer.querySelector("summary")!.after(verdictOn(prediction));
    answer.open = true;
  }
}

/** Says above a heading how many predictions held; nothing as long as none is settled. */
export function showTally(heading: Element, { held, settled, asked }: Tally): void {
  const above = heading.previousElementSibling;
  const present = above?.classList.contains("bs-tally") ? above : undefined;
  if (settled === 0) {
    present?.remove();
    return;
  }
  const open = asked > settled ? ` (${asked - settled} still open)` : "";
  const words = `Your predictions: ${held} of ${settled} held${open}.`;
  if (present?.textContent === words) return;
  const line = present ?? document.createElement("p");
  line.className = "bs-tally";
  line.setAttribute("role", "status");
  line.textContent = words;
  if (!present) heading.before(line);
}

/** Which of these predictions held. */
export function tallyOf(predictions: readonly Pick<Shown, "chosen" | "right" | "isSettled">[]): Tally {
  const settled = predictions.filter(({ isSettled }) => isSettled);
  const held = settled.filter(({ chosen, right }) => chosen === right);
  return { held: held.length, settled: settled.length, asked: predictions.length };
}

/** The last list of options among these, as markdown renders it. */
export function optionsIn(lists: Iterable<HTMLElement>): HTMLElement | undefined {
  return [...lists].filter((list) => list.querySelector(":scope > li input") !== null).at(-1);
}

let count = 0;

function dress({ list, choose }: Shown): void {
  const name = `bs-prediction-${++count}`;
  const question = list.previousElementSibling;
  if (question) question.id ||= name;
  list.classList.add("bs-prediction");
  list.setAttribute("role", "radiogroup");
  if (question) list.setAttribute("aria-labelledby", question.id);
  [...list.children].forEach((item, option) => {
    makeChoice(item, name).addEventListener("change", () => {
      choose(option);
    });
  });
  list.addEventListener("keydown", lookRound);
  // In JupyterLab a double click would open the text for editing.
  list.addEventListener("dblclick", (event) => {
    event.stopPropagation();
  });
}

/** Makes a box of a list, with its words, one of several choices. */
function makeChoice(item: Element, name: string): HTMLInputElement {
  item.querySelector("input")?.remove();
  const radio = document.createElement("input");
  radio.type = "radio";
  radio.name = name;
  const words = document.createElement("span");
  words.append(...item.childNodes);
  // Behind the box stood a space.
  if (words.firstChild?.nodeType === Node.TEXT_NODE)
    words.firstChild.nodeValue = words.firstChild.nodeValue!.trimStart();
  const label = document.createElement("label");
  label.append(radio, words);
  item.setAttribute("role", "none");
  item.append(label);
  return radio;
}

/** Arrow keys lead to the other options and choose none, since a choice may be final: Space chooses. */
function lookRound(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const radios = radiosOf(event.currentTarget as HTMLElement);
  const place = radios.findIndex((radio) => radio === document.activeElement);
  radios.at((place + step) % radios.length)!.focus();
  event.preventDefault();
  event.stopPropagation();
}

function radiosOf(list: HTMLElement): HTMLInputElement[] {
  return [...list.querySelectorAll<HTMLInputElement>("input[type=radio]")];
}

function verdictOn({ list, chosen, right }: Shown): HTMLElement {
  const line = document.createElement("p");
  line.className = "bs-verdict";
  const said = list.children[chosen ?? 0]?.querySelector("label > span")?.cloneNode(true);
  line.append("You predicted “", said ?? "", chosen === right ? "”. It held." : "”. It did not hold.");
  return line;
}
