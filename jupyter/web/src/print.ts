/** On paper a prediction shows boxes to tick; its answer stands at the end, under a heading of its own. */
import type { Asked } from "./predictions";

export function gatherAnswers(main: HTMLElement, predictions: readonly Asked[]): void {
  let answers: HTMLElement | undefined;
  const clear = (): void => {
    answers?.remove();
    answers = undefined;
  };
  window.addEventListener("beforeprint", () => {
    clear();
    if (predictions.length === 0) return;
    answers = document.createElement("section");
    answers.className = "answers";
    const heading = document.createElement("h2");
    heading.textContent = "Answers";
    answers.append(heading, ...predictions.flatMap(answerTo));
    main.append(answers);
  });
  window.addEventListener("afterprint", clear);
}

/** The question again, the still pictures that answer it, and the words. */
function answerTo({ list, cells, answer }: Asked): Node[] {
  const question = list.previousElementSibling?.cloneNode(true);
  if (question instanceof Element) question.removeAttribute("id");
  const stills = cells
    .filter((cell) => cell.closest("details") === null)
    .flatMap((cell) => [...cell.querySelectorAll<HTMLElement>(".outputs.still")])
    .map((still) => still.cloneNode(true) as HTMLElement);
  for (const picture of stills.flatMap((still) => [...still.querySelectorAll("img")]))
    picture.loading = "eager";
  const words = [...answer.children].filter((part) => !part.matches("summary, .bs-verdict"));
  return [...(question ? [question] : []), ...stills, ...words.map((part) => part.cloneNode(true))];
}
