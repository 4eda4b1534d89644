/** The figures that the painter knows: those of the kit, and most that are made in the same way. */

export type Value = number | string | null;

/** A scatter trace. */
export interface Scatter {
  readonly type?: "scatter";
  readonly x?: readonly Value[];
  readonly y?: readonly Value[];
  readonly mode?: string;
  readonly line?: { readonly color?: string; readonly width?: number; readonly dash?: string };
  readonly marker?: {
    readonly color?: string;
    readonly size?: number | readonly number[];
    readonly symbol?: string;
    readonly opacity?: number;
    readonly line?: { readonly color?: string; readonly width?: number };
  };
  readonly text?: string | readonly string[];
  readonly textposition?: string;
  readonly textfont?: { readonly color?: string; readonly size?: number };
  readonly fill?: "none" | "tonexty";
  readonly fillcolor?: string;
}

export interface Bars {
  readonly type: "bar";
  readonly x?: readonly Value[];
  readonly y: readonly (number | null)[];
  readonly width?: number;
  readonly marker?: { readonly color?: string; readonly pattern?: { readonly shape?: string } };
}

export interface ColorBar {
  readonly title?: { readonly text?: string };
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
}

/** A heat map, or a map with contour lines. */
export interface Heat {
  readonly type: "heatmap" | "contour";
  readonly z: readonly (readonly (number | null)[])[];
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  readonly x0?: number;
  readonly dx?: number;
  readonly y0?: number;
  readonly dy?: number;
  readonly zmin?: number;
  readonly zmax?: number;
  readonly zsmooth?: "fast" | "best" | false;
  readonly ncontours?: number;
  readonly colorscale: readonly (readonly [number, string])[];
  readonly showscale?: boolean;
  readonly colorbar?: ColorBar;
}

export type Trace = (Scatter | Bars | Heat) & {
  readonly name?: string;
  readonly legendgroup?: string;
  readonly showlegend?: boolean;
  readonly visible?: boolean;
  readonly opacity?: number;
  readonly xaxis?: string;
  readonly yaxis?: string;
};

export interface Axis {
  readonly title?: { readonly text?: string };
  readonly type?: "linear" | "log" | "category";
  readonly range?: readonly [number, number];
  readonly rangemode?: "normal" | "tozero" | "nonnegative";
  readonly domain?: readonly [number, number];
  readonly anchor?: string;
  readonly scaleanchor?: string;
  readonly constrain?: "domain" | "range";
  readonly constraintoward?: string;
  readonly visible?: boolean;
  readonly zeroline?: boolean;
  readonly showgrid?: boolean;
  readonly nticks?: number;
  readonly dtick?: number;
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
  readonly categoryarray?: readonly string[];
}

export interface Shape {
  readonly type: "line" | "rect";
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly xref?: string;
  readonly yref?: string;
  readonly layer?: "above" | "below";
  readonly fillcolor?: string;
  readonly opacity?: number;
  readonly line?: { readonly color?: string; readonly width?: number; readonly dash?: string };
}

export interface Note {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly xref?: string;
  readonly yref?: string;
  readonly xanchor?: string;
  readonly yanchor?: string;
  readonly showarrow?: boolean;
  readonly ax?: number;
  readonly ay?: number;
  readonly axref?: string;
  readonly ayref?: string;
  readonly arrowcolor?: string;
  readonly arrowwidth?: number;
  readonly font?: { readonly color?: string; readonly size?: number };
}

/** A figure of which everything is known. */
export interface Paintable {
  readonly data: readonly Trace[];
  readonly layout: {
    readonly height?: number;
    readonly width?: number;
    readonly margin?: Readonly<Record<"t" | "r" | "b" | "l", number | undefined>>;
    readonly showlegend?: boolean;
    readonly legend?: { readonly title?: { readonly text?: string } };
    readonly barmode?: "stack" | "overlay" | "group" | "relative";
    readonly bargap?: number;
    readonly shapes?: readonly Shape[];
    readonly annotations?: readonly Note[];
    readonly [axis: `${"x" | "y"}axis${string}`]: Axis | undefined;
  };
}
