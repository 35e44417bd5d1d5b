import type { CanvasSetting, Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import type { Merged } from '../merge/cluster.ts'
import type { Figure } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { columns } from './columns.ts'
import { grid } from './grid.ts'
import { list } from './list.ts'

/** Every canvas there is. A contract suite checks that this list and the folder say the same. */
export const canvases = { list, columns, grid } satisfies { [Type in CanvasSetting['type']]: Canvas<Type> }

const canvasOf = (setting: CanvasSetting) => canvases[setting.type] as Canvas<CanvasSetting['type']>

export const needsOf = (setting: CanvasSetting) => canvasOf(setting).needs(setting)
export const progressOf = (cards: readonly Card[], setting: CanvasSetting) => canvasOf(setting).progress(cards, setting)
export const figureOf = (
  merged: Merged,
  setting: CanvasSetting,
  exercise: Exercise,
  language: Language,
  look: 'light' | 'dark',
): Figure | null => canvasOf(setting).figure(merged, setting, exercise, language, look)
