export { decisionBoundary } from "./decision-boundary";
export { scatter } from "./examples";
export { figure, type Figure } from "./figure";
export { hiddenUnits } from "./hidden-units";
export { lossCurve, type NamedHistory } from "./loss-curve";
export { networkDiagram } from "./network-diagram";
export { palette } from "./palette";
export { withSlider, type SliderPosition } from "./slider";
