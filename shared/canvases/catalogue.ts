import type { CanvasSetting, Exercise, Step } from '../exercise/exercise.ts'
import { boardWithin, mergedWithin } from '../exercise/within.ts'
import type { Card } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import type { Merged } from '../merge/cluster.ts'
import type { Figure } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { columns } from './columns.ts'
import { grid } from './grid.ts'
import { list } from './list.ts'
import { table } from './table.ts'
import { statement } from './statement.ts'
import { checklist } from './checklist.ts'
import { matrix } from './matrix.ts'
import { tree } from './tree.ts'
import { network } from './network.ts'
import { map } from './map.ts'
import { vote } from './vote.ts'

/** Every canvas there is. A contract suite checks that this list and the folder say the same. */
export const canvases = { list, columns, grid, table, statement, checklist, matrix, tree, network, map, vote } satisfies {
  [Type in CanvasSetting['type']]: Canvas<Type>
}

const canvasOf = (setting: CanvasSetting) => canvases[setting.type] as Canvas<CanvasSetting['type']>

export const needsOf = (setting: CanvasSetting) => canvasOf(setting).needs(setting)
/** The canvas's own kind first, then the others whose cards stand on it. */
export const kindsOn = (setting: CanvasSetting): readonly string[] => [setting.kind, ...canvasOf(setting).otherKinds(setting)]
export const progressOf = (cards: readonly Card[], setting: CanvasSetting, fill?: readonly string[]) =>
  canvasOf(setting).progress(cards, setting, fill)
/** The progress of a board in a step: only the cards that stand in it count. */
export const progressIn = (cards: readonly Card[], step: Step) => progressOf(boardWithin(cards, step), step.canvas, step.fill)
export const figureOf = (
  merged: Merged,
  setting: CanvasSetting,
  exercise: Exercise,
  language: Language,
  look: 'light' | 'dark',
): Figure | null => canvasOf(setting).figure(merged, setting, exercise, language, look)
/** The pages that the plenary sees of a step's merged result. `letters` are those of the groups, by their ids. */
export const wallOf = (
  merged: Merged,
  step: Step,
  exercise: Exercise,
  language: Language,
  letters: ReadonlyMap<string, string>,
  beside: ReadonlyMap<string, string> = new Map(),
  only?: string,
): readonly Figure[] =>
  canvasOf(step.canvas).wall({
    ...{ merged: mergedWithin(merged, step), setting: step.canvas, fill: step.fill },
    ...{ exercise, language, letters, beside, ...(only === undefined ? {} : { only }) },
  })
