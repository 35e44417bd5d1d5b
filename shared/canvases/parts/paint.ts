import type { Look, Shape } from '../../report/figures/figure.ts'

/** What the figures of matrix and tree are painted with (LOOKS.md); the tints are one neutral in three depths. */
export const paints = {
  light: {
    ground: '#FFFFFF',
    ink: '#20242A',
    ink2: '#474C54',
    line: '#DED6C7',
    edge: '#857D6F',
    card: '#FFFFFF',
    sunk: '#F1ECE2',
    low: '#F4EFE7',
    middle: '#EADFCB',
    high: '#DFC9A5',
    accent: '#0E5568',
    warn: '#8A4B00',
  },
  dark: {
    ground: '#14181D',
    ink: '#F4F0E7',
    ink2: '#C3C6C8',
    line: '#3A434D',
    edge: '#7A838C',
    card: '#1E242B',
    sunk: '#1E242B',
    low: '#1B3138',
    middle: '#275059',
    high: '#33707C',
    accent: '#7CC9D6',
    warn: '#F2BE5C',
  },
} as const
export type Paint = (typeof paints)[keyof typeof paints]

/** The four Ps: grounds for white text, the same on paper and on the wall. Column heads only. */
export const pillarHues: Readonly<Record<string, string>> = {
  prevent: '#3E6B1F',
  pursue: '#8B2E3C',
  protect: '#43509C',
  promote: '#775600',
}

export interface TextLook {
  readonly size: number
  readonly fill: string
  readonly weight?: 400 | 600 | 700
  readonly anchor?: 'start' | 'middle' | 'end'
}

export const textAt = (x: number, y: number, text: string, { size, fill, weight = 400, anchor = 'start' }: TextLook): Shape => ({
  is: 'text',
  x,
  y,
  text,
  size,
  weight,
  anchor,
  look: { fill },
})

export const boxAt = (x: number, y: number, width: number, height: number, look: Look, radius = 8): Shape => ({
  is: 'rect',
  x,
  y,
  width,
  height,
  radius,
  look,
})

/** Lines of text, one under the other, around the middle at `y`. */
export function linesAt(x: number, y: number, lines: readonly string[], look: TextLook): Shape[] {
  const step = look.size * 1.22
  return lines.map((line, index) => textAt(x, y + look.size * 0.36 + (index - (lines.length - 1) / 2) * step, line, look))
}
