/** As much of one text, in UTF-16 code units, as a reader may want to see. */
const ENOUGH = 100_000;

/** A text whose middle is left out if it is long. */
export function shortened(text: string, most = ENOUGH): string {
  if (text.length <= most) return text;
  const leftOut = (text.length - most).toLocaleString("en");
  return `${text.slice(0, most / 2)}\n… ${leftOut} characters left out …\n${text.slice(-most / 2)}`;
}
