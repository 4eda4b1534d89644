/** Where the browser keeps what can be read without a connection. */
export const KEPT_PAGES = "breaking-symmetry";
