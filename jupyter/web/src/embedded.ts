/** What a cell in a frame tells the page around it. */
export const HEIGHT = "breaking-symmetry-height";

export interface HeightMessage {
  readonly type: typeof HEIGHT;
  /** In pixels. */
  readonly height: number;
}
