/** What the keyboard does in an editor. */
export const KEYS = "Tab completes, or indents once you have clicked or typed; Esc, then Tab, moves on.";
