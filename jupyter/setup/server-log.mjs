// @ts-check

/**
 * Reads JupyterLab's log, of which a person only needs its address, warnings and errors.
 *
 * @param {object} handlers
 * @param {(url: string) => void} handlers.onReady - called once, with the address to open
 * @param {(line: string) => void} handlers.onLine - called with each line to be shown
 * @returns {(line: string) => void} takes the log's lines
 */
export function createLogReader({ onReady, onLine }) {
  let level = "";
  let announced = false;
  let ready = false;

  return (line) => {
    const entry = /^\[([DIWEC]) [^\]]*\] ?(.*)$/.exec(line);
    if (entry) level = levelOf(entry[1] ?? "", entry[2] ?? "");
    if (line.includes(" is running at:")) announced = true;
    const url = /https?:\/\/\S+/.exec(line)?.[0];
    if (announced && url && !ready) {
      ready = true;
      onReady(url);
    }
    if (level !== "I") onLine(line);
  };
}

/** The last of Jupyter's messages repeats the address as a critical one. @param {string} letter @param {string} text */
function levelOf(letter, text) {
  const address = letter === "C" && (text === "" || text.startsWith("To access the server"));
  return address ? "I" : letter;
}
