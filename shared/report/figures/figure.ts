/** A picture as plain data: drawn as SVG text in the report and as SVG elements on the plenary. Units are pixels. */
export interface Figure {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

export type Shape =
  | {
      readonly is: 'rect'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly radius: number
      readonly look: Look
    }
  | { readonly is: 'circle'; readonly x: number; readonly y: number; readonly radius: number; readonly look: Look }
  | { readonly is: 'line'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly look: Look }
  /** `d` as in SVG: commands and numbers only. */
  | { readonly is: 'path'; readonly d: string; readonly look: Look }
  | {
      readonly is: 'text'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly size: number
      readonly weight: 400 | 600 | 700
      readonly anchor: 'start' | 'middle' | 'end'
      readonly look: Look
    }

export interface Look {
  readonly fill?: string
  readonly stroke?: string
  readonly width?: number
  readonly dash?: string
  readonly opacity?: number
}
