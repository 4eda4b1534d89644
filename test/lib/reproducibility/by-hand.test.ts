import { test } from "node:test";
import vm from "node:vm";
import { assertEqualsTrain, type ByHand } from "./by-hand";
import { bundle } from "./bundle";

test("the lessons' cells by hand reach the weights of train, bit for bit", async () => {
  assertEqualsTrain(vm.runInThisContext(`${await bundle()};reproducibility.byHand()`) as ByHand);
});
