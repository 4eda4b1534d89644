/**
 * Elementary functions with the same bits in every engine. ECMAScript leaves the last bits of Math.exp, Math.sin and their
 * like to the engine, and browsers and versions of Node do differ; these follow the algorithms of fdlibm, as Node 20 does,
 * but for `exp`, which is the one that goes through whole arrays.
 * Math.sqrt is correctly rounded everywhere.
 */
export { exp } from "./exponential";
export { log, log10, log1p } from "./logarithm";
export { pow } from "./power";
export { atan2 } from "./arctangent";
export { cos, sin } from "./trigonometry";
