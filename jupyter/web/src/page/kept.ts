/** What this page keeps in the reader's browser. */
import { Edits } from "../edits";
import { Store } from "../store";

export const store = new Store(`breaking-symmetry:${location.pathname}`);
/** How the page is to be shown; the same for all lessons. */
export const settings = new Store("breaking-symmetry:settings");
export const edits = new Edits(store);
