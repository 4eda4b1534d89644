// For whoever imports the library as an ES module: the same objects as `require` gives, so that a program may do both.
export * from "./index.js";
