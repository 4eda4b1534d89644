// @ts-check
// The site's pages: an article for each lesson.
export { lessonPage } from "./pages/lesson.mjs";
