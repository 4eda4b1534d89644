export type { AnswerKind, Answers } from "./answers";
export { check, exerciseReport, type CheckOptions, type Requirement } from "./exercise";
export { facts, type Fact } from "./facts";
export { withProgress } from "./progress";
export { show } from "./show";
export { table, type TableValue } from "./table";
export { trainLive, type LiveTrainingOptions } from "./train-live";
export type { Showable } from "./bundles";
export {
  button,
  checkbox,
  choice,
  number,
  play,
  radio,
  slider,
  text,
  textbox,
  type Control,
  type SliderOptions,
  type TextboxOptions,
} from "./controls";
export { drawPoints, type DrawPointsOptions, type PlaneLimits } from "./draw-points";
export { interact, type Interaction, type Values } from "./interact";
