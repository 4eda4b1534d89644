/** A lesson as a page: an article whose cells can be edited and run right there. */
import { addStyle } from "../../renderer/src/style";
import { tellBrokenRun } from "./page/broken-run";
import { layOutRest } from "./page/first-screen";
import { settings } from "./page/kept";
import { Lesson } from "./page/lesson";
import { keepLesson } from "./page/offline";
import { standAsOnly } from "./page/only";
import { closeMenuAfterUse, followReading, followSwitches, keepPlace } from "./page/reading";
import { followTheme } from "./page/theme";

addStyle();
followTheme();
const main = document.querySelector("main")!;
followReading(main);
keepPlace(main);
followSwitches(main, settings);
closeMenuAfterUse();
standAsOnly(main);
new Lesson(main);
document.documentElement.dataset.ready = "true";
layOutRest(main);
tellBrokenRun();
keepLesson();
