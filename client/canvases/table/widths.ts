import type { Field } from '../../../shared/exercise/exercise.ts'

/** Least width in px and share of what is left, by the type of a column: the sheet never moves by what is written in it. */
const widths: Record<Field['type'], readonly [number, number]> = {
  line: [220, 3],
  text: [260, 4],
  choice: [180, 2],
  choices: [240, 3],
  number: [128, 1],
  flag: [104, 1],
  period: [200, 2],
  link: [220, 3],
  links: [240, 3],
  rating: [160, 1],
  dots: [128, 1],
  place: [220, 3],
  path: [260, 4],
  area: [240, 3],
  position: [160, 1],
}
export const titleWidth = 280

/** The grid's columns: the title, then one for each field. */
export const tracksOf = (fields: readonly Field[]): string =>
  [`minmax(${titleWidth}px, 4fr)`, ...fields.map(({ type }) => `minmax(${widths[type][0]}px, ${widths[type][1]}fr)`)].join(' ')

/** Below this the sheet scrolls inside its panel. */
export const leastWidth = (fields: readonly Field[]): number => fields.reduce((sum, { type }) => sum + widths[type][0], titleWidth)
