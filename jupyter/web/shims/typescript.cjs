// Stands for tslab's TypeScript: it learns of the machine before tslab's converter asks, and its functions can be replaced.
const original = require("typescript-of-tslab");
const { system } = require("../src/file-system");
original.setSys(system);
module.exports = { ...original, sys: system };
