/** What this page keeps in the reader's browser. */
import { Edits } from "../edits";
import { Store } from "../store";

export const store = new Store(`breaking-symmetry:${location.pathname}`);
/** What it keeps as long as its tab is open. */
export const visits = new Store(`breaking-symmetry:${location.pathname}`, () => sessionStorage);
/** How the page is to be shown; the same for all lessons. */
export const settings = new Store("breaking-symmetry:settings");
export const edits = new Edits(store);
