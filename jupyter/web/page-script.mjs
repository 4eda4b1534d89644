// @ts-check
// How a lesson's page loads its script, and what it says when the script does not come.

const offerScript = `function offerScript(lost) {
  const list = document.createElement("div");
  list.id = "notices";
  list.setAttribute("role", "status");
  list.innerHTML = '<p>What makes this page live could not be loaded: is there a connection? <button type="button">Try again</button></p>';
  list.querySelector("button").onclick = () => {
    list.remove();
    const next = document.createElement("script");
    next.onerror = () => offerScript(next);
    next.src = lost.src;
    lost.replaceWith(next);
  };
  document.body.append(list);
}`;

/** In a frame of another page: marks the one cell that is wanted, or its exercise, and what that lies in, before the page's script has come. */
const showOnly = `const wanted = [...document.querySelectorAll("section.cell")].find(
  ({ dataset }) => dataset.id === new URLSearchParams(location.search).get("only"),
);
for (let node = wanted?.closest(".exercise") ?? wanted; node && node.tagName !== "MAIN"; node = node.parentElement) {
  document.documentElement.dataset.only = "";
  node.classList.add("only", "revealed");
  if (node.tagName === "DETAILS") node.open = true;
}`;

/** The end of a lesson's page. */
export const pageScript = `<script>${offerScript}
${showOnly}</script>
<script defer src="page.js" onerror="offerScript(this)"></script>`;
